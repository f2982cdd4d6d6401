package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Site;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the callers of a method can go on while it runs in a task. A wrong yes costs data,
 * a wrong no costs time: what is not understood is a no.
 */
public final class Safety {
  private final Program program;
  private final Map<String, String> texts;
  private final Transactions transactions;
  private final Parameters parameters;
  private final Suspicion suspicion;

  /**
   * @param types the names of all classes that were indexed
   * @param texts descriptors and pages of the applications, by their paths
   */
  public Safety(Program program, Collection<String> types, Map<String, String> texts) {
    this.program = program;
    this.texts = texts;
    this.transactions = new Transactions(program, texts);
    this.parameters = new Parameters(program, new Values(program));
    this.suspicion = new Suspicion(program, new ThreadLocals(program, types));
  }

  /**
   * Judges a method.
   *
   * @param seen each stack that has it, from the outermost step to the method itself
   * @param beneath what it was seen to call
   * @param needsNoResult whether a rule takes its result away
   * @return why it is not safe, a sentence with "it"; null if nothing was found
   */
  public @Nullable String problem(
      MethodCode method,
      Collection<List<Step>> seen,
      Collection<MethodCode> beneath,
      boolean needsNoResult) {
    if (!program.isComplete()) {
      return "the application has more classes than were looked through";
    }
    String problem = ofItself(method);
    for (List<Step> steps : seen) {
      if (problem == null) {
        problem = new Above(transactions).problem(steps, steps.size() - 1);
      }
    }
    Callers callers = new Callers(method, program, transactions);
    if (problem == null && needsNoResult) {
      problem = ofResult(method, callers);
    }
    if (problem == null) {
      problem = callers.problem();
    }
    if (problem == null) {
      problem = parameters.problem(method, callers.direct);
    }
    return problem == null ? ofCode(method, seen, beneath, callers) : problem;
  }

  private @Nullable String ofItself(MethodCode method) {
    if (transactions.isTransactional(method)) {
      return "it is the beginning of a transaction or joins one";
    }
    String interceptor = transactions.interceptor(method);
    if (interceptor != null) {
      return "it is called by a proxy for @" + interceptor;
    }
    if (Origins.isJsp(method.type.name)) {
      return "it is the page itself";
    }
    return method.type.isLocal || method.isLambda() ? "it is a closure" : null;
  }

  private @Nullable String ofResult(MethodCode method, Callers callers) {
    String returned = "it returns " + method.returned().getClassName();
    MethodCode user = callers.userOfResult();
    if (user != null) {
      return returned + ", which " + user.signature() + " uses";
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getKey().endsWith(".xml") && isNamed(method.name, text.getValue())) {
        return returned + ", which " + text.getKey() + " may use";
      }
    }
    return null;
  }

  /** By a scriptlet or an expression, which leaves out a getter's "get". */
  private static boolean isNamed(String method, String page) {
    String property = method.matches("get[A-Z].*") ? method.substring(3) : "";
    return page.contains(method + "(")
        || (!property.isEmpty()
            && page.contains(
                "." + Character.toLowerCase(property.charAt(0)) + property.substring(1)));
  }

  private @Nullable String ofCode(
      MethodCode method,
      Collection<List<Step>> seen,
      Collection<MethodCode> beneath,
      Callers callers) {
    Reach task = new Reach(program, suspicion).add(method);
    for (MethodCode called : beneath) {
      task.add(called);
    }
    String problem = task.problem();
    if (problem != null) {
      return "it " + problem;
    }
    Reach rest = new Reach(program, null);
    Set<Site> sites = new HashSet<>(callers.all);
    for (List<Step> steps : seen) {
      sites.addAll(Above.sites(steps, steps.size() - 1));
    }
    for (Site site : sites) {
      rest.addAfter(site);
    }
    return Conflict.between(task, rest);
  }
}
