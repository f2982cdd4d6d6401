package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Out of many methods, the few that a reader can decide on: only one of those with nearly the same
 * time, and one that cannot be redirected only if nothing else accounts for that time. Immutable.
 */
final class Choice {
  static final int MOST = 10;
  private static final int MOST_REFUSED = 3;

  private final List<Assessment> eligible;
  private final List<Assessment> replaced;
  private final List<Assessment> refused;

  Choice(List<Assessment> eligible, List<Assessment> replaced, List<Assessment> refused) {
    this.eligible = head(eligible, MOST);
    this.replaced = head(replaced, replaced.size());
    this.refused = head(refused, refused.size());
  }

  /**
   * Chooses.
   *
   * @param assessments the largest share first
   * @param least how many milliseconds make a method worth a line
   */
  static Choice of(List<Assessment> assessments, List<RequestStack> stacks, double least) {
    return new Choosing(assessments, stacks, least).choice();
  }

  /** Those to redirect, then those that take the rest of the time and cannot be. */
  List<Assessment> list() {
    List<Assessment> list = new ArrayList<>(eligible);
    list.addAll(head(refused, Math.max(1, Math.min(MOST_REFUSED, MOST - list.size()))));
    return list;
  }

  /** The chosen methods around another one; there is no need to redirect both. */
  List<Assessment> around(Assessment inner) {
    List<Assessment> around = new ArrayList<>();
    for (Assessment outer : eligible) {
      if (outer != inner
          && Choosing.isNearly(inner.candidate.millisIn(outer.candidate), inner.candidate.millis)) {
        around.add(outer);
      }
    }
    return around;
  }

  /**
   * The methods that call the chosen one, could be redirected as well, and go on when it returns.
   */
  List<Assessment> goingOnAfter(Assessment inner) {
    List<Assessment> callers = new ArrayList<>();
    for (Assessment outer : replaced) {
      if (Choosing.isMostOf(inner, outer)
          && outer.candidate.goesOnAfterCallTowards(inner.candidate.method)) {
        callers.add(outer);
      }
    }
    return callers;
  }

  private static List<Assessment> head(List<Assessment> list, int most) {
    return Collections.unmodifiableList(
        new ArrayList<>(list.subList(0, Math.min(most, list.size()))));
  }
}
