package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses: one of several methods with nearly the same time, and none that others account for. */
final class Choosing {
  static final double NEARLY_ALL = 0.9;

  private final List<RequestStack> stacks;
  private final double least;
  private final List<Assessment> eligible = new ArrayList<Assessment>();
  private final List<Assessment> replaced = new ArrayList<Assessment>();
  private final List<Assessment> refused = new ArrayList<Assessment>();

  /**
   * @param assessments the largest share first
   * @param least how many milliseconds make a method worth a line
   */
  Choosing(List<Assessment> assessments, List<RequestStack> stacks, double least) {
    this.stacks = stacks;
    this.least = least;
    for (Assessment assessment : assessments) {
      (assessment.isEligible() ? eligible : refused).add(assessment);
    }
  }

  static boolean isNearly(double part, double whole) {
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
  static boolean isMostOf(Assessment inner, Assessment outer) {
    return isNearly(inner.candidate.millisIn(outer.candidate), outer.candidate.millis);
  }

  private boolean isSameTime(Assessment inner, Assessment outer) {
    return isMostOf(inner, outer)
        && isNearly(inner.candidate.millisIn(outer.candidate), inner.candidate.millis);
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
      if (isNearly(millisOf(helper, covered), helper.candidate.millis)) {
        dropped.add(helper);
      }
    }
    eligible.removeAll(dropped);
  }

  private double millisOf(Assessment assessment, boolean[] which) {
    double sum = 0;
    for (int i = 0; i < which.length; i++) {
      if (which[i] && assessment.candidate.isIn(i)) {
        sum += stacks.get(i).seen.millis();
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
      double millis = millisOf(assessment, open);
      if (millis >= least && millis * 2 >= assessment.candidate.millis) {
        worthALine.add(assessment);
      }
    }
    refused.retainAll(worthALine);
    List<Assessment> dropped = new ArrayList<Assessment>();
    for (Assessment outer : refused) {
      for (Assessment inner : refused) {
        // The innermost one best says what takes the time.
        if (inner != outer
            && isNearly(inner.candidate.millisIn(outer.candidate, open), millisOf(outer, open))) {
          dropped.add(outer);
        }
      }
    }
    refused.removeAll(dropped);
  }

  Choice choice() {
    // Before the next step: a helper takes the same time as all of its users together.
    dropSharedHelpers();
    dropSameTime();
    chooseRefused();
    return new Choice(eligible, replaced, refused);
  }
}
