package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Out of many methods, the few that a reader can decide on: only one of those with nearly the same
 * time, and one that cannot be redirected only if nothing else accounts for that time.
 */
final class Choice {
  static final int MOST = 10;
  private static final int MOST_REFUSED = 3;
  private static final double NEARLY_ALL = 0.9;

  private final List<RequestStack> stacks;
  private final int least;
  private final boolean[] all;
  private final List<Assessment> eligible = new ArrayList<Assessment>();
  private final List<Assessment> replaced = new ArrayList<Assessment>();
  private final List<Assessment> refused = new ArrayList<Assessment>();

  /**
   * @param assessments the largest share first
   * @param least how many samples make a method worth a line
   */
  Choice(List<Assessment> assessments, List<RequestStack> stacks, int least) {
    this.stacks = stacks;
    this.least = least;
    this.all = new boolean[stacks.size()];
    Arrays.fill(all, true);
    for (Assessment assessment : assessments) {
      (assessment.isEligible() ? eligible : refused).add(assessment);
    }
    // Before the next step: a helper takes the same time as all of its users together.
    dropSharedHelpers();
    dropSameTime();
    chooseRefused();
  }

  private static boolean isNearly(int part, int whole) {
    return part >= NEARLY_ALL * whole;
  }

  /** Of a method and one inside it that takes nearly all of its time, drops one. */
  private void dropSameTime() {
    Set<Assessment> dropped = new LinkedHashSet<Assessment>();
    for (Assessment outer : eligible) {
      for (Assessment inner : eligible) {
        if (inner != outer && isMostOf(inner, outer)) {
          if (inner.rank() <= outer.rank()) {
            dropped.add(outer);
          } else if (isSameTime(inner, outer)) {
            dropped.add(inner);
          }
        }
      }
    }
    eligible.removeAll(dropped);
    replaced.addAll(dropped);
  }

  /** Whether the time of a method is spent in another one that it calls. */
  private boolean isMostOf(Assessment inner, Assessment outer) {
    return isNearly(inner.candidate.samplesIn(outer.candidate, all), outer.candidate.samples);
  }

  private boolean isSameTime(Assessment inner, Assessment outer) {
    return isMostOf(inner, outer)
        && isNearly(inner.candidate.samplesIn(outer.candidate, all), inner.candidate.samples);
  }

  /** A helper that several methods spend their time in says less than those methods themselves. */
  private void dropSharedHelpers() {
    List<Assessment> dropped = new ArrayList<Assessment>();
    for (Assessment helper : eligible) {
      boolean[] covered = new boolean[stacks.size()];
      for (Assessment user : eligible) {
        if (user != helper && isMostOf(helper, user) && !isSameTime(helper, user)) {
          for (int i = 0; i < covered.length; i++) {
            covered[i] |= user.candidate.isIn(i);
          }
        }
      }
      if (isNearly(samplesOf(helper, covered), helper.candidate.samples)) {
        dropped.add(helper);
      }
    }
    eligible.removeAll(dropped);
  }

  private int samplesOf(Assessment assessment, boolean[] which) {
    int sum = 0;
    for (int i = 0; i < which.length; i++) {
      if (which[i] && assessment.candidate.isIn(i)) {
        sum += stacks.get(i).samples;
      }
    }
    return sum;
  }

  private void chooseRefused() {
    boolean[] open = new boolean[stacks.size()];
    for (int i = 0; i < open.length; i++) {
      open[i] = true;
      for (Assessment assessment : eligible) {
        open[i] &= !assessment.candidate.isIn(i);
      }
    }
    List<Assessment> worthALine = new ArrayList<Assessment>();
    for (Assessment assessment : refused) {
      int samples = samplesOf(assessment, open);
      if (samples >= least && samples * 2 >= assessment.candidate.samples) {
        worthALine.add(assessment);
      }
    }
    refused.retainAll(worthALine);
    List<Assessment> dropped = new ArrayList<Assessment>();
    for (Assessment outer : refused) {
      for (Assessment inner : refused) {
        // The innermost one best says what takes the time.
        if (inner != outer
            && isNearly(inner.candidate.samplesIn(outer.candidate, open), samplesOf(outer, open))) {
          dropped.add(outer);
        }
      }
    }
    refused.removeAll(dropped);
  }

  /** Those to redirect, then those that take the rest of the time and cannot be. */
  List<Assessment> list() {
    List<Assessment> list = new ArrayList<Assessment>(head(eligible, MOST));
    list.addAll(head(refused, Math.min(MOST_REFUSED, MOST - list.size())));
    return list;
  }

  /** The chosen methods around another one; there is no need to redirect both. */
  List<Assessment> around(Assessment inner) {
    List<Assessment> around = new ArrayList<Assessment>();
    for (Assessment outer : head(eligible, MOST)) {
      if (outer != inner
          && isNearly(inner.candidate.samplesIn(outer.candidate, all), inner.candidate.samples)) {
        around.add(outer);
      }
    }
    return around;
  }

  /**
   * The methods that call the chosen one, could be redirected as well, and go on when it returns.
   */
  List<Assessment> goingOnAfter(Assessment inner) {
    List<Assessment> callers = new ArrayList<Assessment>();
    for (Assessment outer : replaced) {
      if (isMostOf(inner, outer)
          && outer.candidate.goesOnAfterCallTowards(inner.candidate.method)) {
        callers.add(outer);
      }
    }
    return callers;
  }

  private static List<Assessment> head(List<Assessment> list, int most) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
