package dev.offstage.agent;

import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.Supertypes;
import dev.offstage.agent.weave.Verdict;
import dev.offstage.agent.weave.Woven;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** Tries rules on class files, with the matchers that the agent uses, and redirects nothing. */
public final class DryRun {
  private static final Redirector.Obstacle NO_OBSTACLE =
      new Redirector.Obstacle() {
        @Override
        public @Nullable String reason() {
          return null;
        }
      };

  private final ClassFileLocator surroundings;
  private final Supertypes supertypes;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<String, Verdict>();

  /**
   * @param surroundings where to find the types that a class refers to
   */
  public DryRun(ClassFileLocator surroundings) {
    this(surroundings, new Supertypes());
  }

  /**
   * @param supertypes what is known so far of the types that it finds there
   */
  DryRun(ClassFileLocator surroundings, Supertypes supertypes) {
    this.surroundings = surroundings;
    this.supertypes = supertypes;
  }

  /** Adds what is already known about a method. */
  void add(Verdict verdict) {
    verdicts.put(verdict.method(), verdict);
  }

  /** Adds what dry runs elsewhere have found. */
  public void add(Collection<Verdict> more) {
    for (Verdict verdict : more) {
      add(verdict);
    }
  }

  /** Looks at one class as the agent does when the class is loaded. */
  public void tryOn(String type, byte[] classFile, List<Rule> rules) {
    tryOn(type, classFile, rules, NO_OBSTACLE);
  }

  /** The same where the class has a loader already. */
  void tryOn(String type, byte[] classFile, List<Rule> rules, Redirector.Obstacle obstacle) {
    if (PreScan.concerns(type, classFile, rules) && !Woven.isWoven(classFile)) {
      // Whether it can be done shows only when it is done.
      for (Verdict verdict :
          Redirector.redirect(type, classFile, rules, surroundings, supertypes, obstacle)
              .verdicts) {
        add(verdict);
      }
    }
  }

  /** What becomes of each method that a rule or the annotation names. */
  public Collection<Verdict> verdicts() {
    return verdicts.values();
  }

  /** Those of the rules that decide no method's fate. */
  List<Rule> unused(List<Rule> rules) {
    List<Rule> unused = new ArrayList<Rule>(rules);
    for (Verdict verdict : verdicts.values()) {
      unused.remove(verdict.rule());
    }
    return unused;
  }

  /**
   * For each of the rules that decides no method's fate, why not.
   *
   * @param classNames the names of all classes that could be meant
   */
  public List<RuleProblem> problems(List<Rule> rules, Collection<String> classNames) {
    Unmatched unmatched = new Unmatched(surroundings, classNames);
    List<RuleProblem> problems = new ArrayList<RuleProblem>();
    for (Rule rule : unused(rules)) {
      String shadow = shadowOn(rule);
      problems.add(new RuleProblem(rule, shadow == null ? unmatched.why(rule) : shadow));
    }
    return problems;
  }

  /**
   * A rule whose {@code from=} means no class; empty if there is one.
   *
   * @param classNames the names of all classes that could be meant
   */
  public static List<RuleProblem> neverCalled(Rule rule, Collection<String> classNames) {
    Redirection redirection = rule.redirection();
    if (redirection == null || redirection.isFromAnyOf(classNames)) {
      return Collections.emptyList();
    }
    List<String> near = Nearest.to(redirection.from(), classNames, 1);
    return Collections.singletonList(
        new RuleProblem(
            rule,
            "never applies: there is no class "
                + redirection.from()
                + " that could call (from=)"
                + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?")));
  }

  private @Nullable String shadowOn(Rule rule) {
    for (Verdict verdict : verdicts.values()) {
      if (verdict.shadowed().contains(rule)) {
        return "is never used: " + verdict.rule() + " comes first for " + verdict.method();
      }
    }
    return null;
  }
}
