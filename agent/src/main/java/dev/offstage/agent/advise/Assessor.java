package dev.offstage.agent.advise;

import dev.offstage.agent.DryRun;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.safety.Safety;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Assesses methods. Whether one can be redirected is not judged here: the line is parsed and tried
 * as the agent does; whether it should be is judged by {@link Safety}.
 */
final class Assessor {
  /** Fewer looks, or looks at fewer requests, say nothing. */
  static final int LEAST_LOOKS = 5;

  private static final int LEAST_REQUESTS = 2;

  private final Program program;
  private final Safety safety;

  Assessor(Program program, Safety safety) {
    this.program = program;
    this.safety = safety;
  }

  Assessment assess(Candidate candidate) {
    try {
      return examine(candidate);
    } catch (IOException | RuntimeException | LinkageError e) {
      // Such as a missing superclass: there is still advice on the other methods.
      return Assessment.refused(candidate, "its class cannot be read: " + e);
    }
  }

  private Assessment examine(Candidate candidate) throws IOException {
    MethodCode method = candidate.method;
    String rule = method.signature() + (method.isSynchronized() ? " synchronized=yes" : "");
    Verdict verdict = verdict(method, rule);
    boolean isReplaced = false;
    if ((verdict == null || verdict.isRefused()) && !method.returnsNothing()) {
      rule += " returns=" + instead(method.returned());
      verdict = verdict(method, rule);
      isReplaced = true;
    }
    if (verdict == null) {
      return Assessment.refused(
          candidate,
          "no rule finds it: its name is not one that a rule can have, or its build has redirected"
              + " it already");
    }
    String refusal = refusal(verdict);
    if (refusal == null) {
      refusal = refusalOfWhatWasSeen(candidate);
    }
    if (refusal == null) {
      refusal = safety.problem(method, candidate.above, candidate.beneath, isReplaced);
    }
    return refusal == null
        ? Assessment.accepted(candidate, rule, caveats(candidate, isReplaced, verdict.warnings()))
        : Assessment.refused(candidate, refusal);
  }

  /** What the agent has against it; null if it redirects and does not warn of what surrounds it. */
  private static @Nullable String refusal(Verdict verdict) {
    return verdict.isRefused() || verdict.surroundings().isEmpty()
        ? verdict.refusal()
        : "it " + verdict.surroundings().get(0);
  }

  /** What the agent says about this rule; null if it finds no such method. */
  private @Nullable Verdict verdict(MethodCode method, String rule) throws IOException {
    Rules rules = Rules.parse(rule, "advise");
    byte[] classFile = program.source().read(method.type.name);
    if (classFile != null) {
      DryRun dryRun = new DryRun(new Surroundings());
      dryRun.tryOn(method.type.name, classFile, rules.list());
      for (Verdict verdict : dryRun.verdicts()) {
        if (verdict.isOf(method.signature()) && verdict.rule() != null) {
          return verdict;
        }
      }
    }
    return null;
  }

  private final class Surroundings implements ClassFileLocator {
    @Override
    public Resolution locate(String name) throws IOException {
      byte[] classFile = program.source().read(name);
      return classFile == null ? new Resolution.Illegal(name) : new Resolution.Explicit(classFile);
    }

    @Override
    public void close() {}
  }

  private static String instead(Type type) {
    if (type.getClassName().equals("boolean") || type.getClassName().equals("java.lang.Boolean")) {
      return "true";
    }
    return type.getSort() < Type.ARRAY ? "0" : "null";
  }

  private @Nullable String refusalOfWhatWasSeen(Candidate candidate) {
    if (candidate.isFromServer) {
      return "the server or a framework calls it to have the request answered";
    }
    if (candidate.looks < LEAST_LOOKS || candidate.requests < LEAST_REQUESTS) {
      return "it was seen in too few requests to say anything";
    }
    return program.source().isSameInAll(candidate.method.type.name)
        ? null
        : "several webapps have its class, and not the same one";
  }

  /**
   * @param warnings those that the agent and a scan print, too
   */
  private List<String> caveats(Candidate candidate, boolean isReplaced, List<String> warnings) {
    MethodCode method = candidate.method;
    List<String> caveats = new ArrayList<>();
    if (isReplaced) {
      caveats.add(
          "It returns "
              + method.returned().getClassName()
              + ", which no caller uses: callers get what returns= says.");
    } else if (!method.returnsNothing()) {
      caveats.add("It returns a future: nothing is gained if a caller waits for it at once.");
    }
    for (Type parameter : method.parameters()) {
      if (parameter.getClassName().matches(".*Servlet(Http)?Request|.*HttpServletRequest")) {
        caveats.add("It takes a " + parameter.getClassName() + ": the task gets a copy.");
      }
    }
    if (method.isSynchronized()) {
      caveats.add("A task holds its lock while it runs, and whoever needs the lock waits.");
    }
    if (!method.exceptions.isEmpty()) {
      caveats.add(
          "A task's failure ("
              + String.join(", ", method.exceptions)
              + ") is logged, and its caller goes on.");
    }
    for (String warning : warnings) {
      caveats.add("It " + warning + ".");
    }
    int copies = program.source().copies(method.type.name);
    if (copies > 1) {
      caveats.add("Its class is in " + copies + " webapps, and the time is that of all of them.");
    }
    if (candidate.isLibrary) {
      caveats.add("It belongs to a library: the rule applies to all of its callers.");
    }
    return caveats;
  }
}
