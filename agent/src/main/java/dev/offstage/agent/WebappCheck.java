package dev.offstage.agent;

import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What the rules of a webapp will do, found out before all of its classes are loaded; see {@link
 * WebappTrial}. Immutable.
 */
final class WebappCheck {
  private final List<Verdict> verdicts;
  private final List<RuleProblem> problems;
  private final List<RuleProblem> problemsOfJvm;

  WebappCheck(
      Collection<Verdict> verdicts, List<RuleProblem> problems, List<RuleProblem> problemsOfJvm) {
    this.verdicts = Collections.unmodifiableList(new ArrayList<Verdict>(verdicts));
    this.problems = Collections.unmodifiableList(new ArrayList<RuleProblem>(problems));
    this.problemsOfJvm = Collections.unmodifiableList(new ArrayList<RuleProblem>(problemsOfJvm));
  }

  /** The methods that are redirected, or will be when their class is loaded. */
  List<String> redirected() {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : verdicts) {
      if (verdict.isRedirected()) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /** Those of them whose calls are to be durable, with where that is said. */
  List<String> durable() {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : verdicts) {
      if (verdict.isDurable()) {
        lines.add(verdict.method() + " (" + verdict.origin() + ")");
      }
    }
    return lines;
  }

  /**
   * The methods that a rule, or else the annotation, names but that are refused, with the reason.
   */
  List<String> refused(boolean byRule) {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : verdicts) {
      if (verdict.isRefused() && (verdict.rule() != null) == byRule) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /** The webapp's rules that have no effect, with what was probably meant. */
  List<RuleProblem> problems() {
    return problems;
  }

  /** The same for the rules of the whole JVM, which may be meant for another webapp. */
  List<RuleProblem> problemsOfJvm() {
    return problemsOfJvm;
  }
}
