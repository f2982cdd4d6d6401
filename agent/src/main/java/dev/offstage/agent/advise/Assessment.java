package dev.offstage.agent.advise;

import dev.offstage.agent.DryRun;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rule line for a method and what speaks against it. Whether the method can be redirected is
 * not judged here: the line is parsed and tried as the agent does.
 */
final class Assessment {
  private static final String REQUEST = "(javax|jakarta)\\.servlet\\.(http\\.Http)?ServletRequest";

  final Candidate candidate;
  final List<String> caveats;

  /** Null if there is none that the agent accepts. */
  final @Nullable String rule;

  /** Why the method is not to be redirected; null if it may be. */
  final @Nullable String refusal;

  private final boolean isRisky;

  private Assessment(
      Candidate candidate,
      @Nullable String rule,
      @Nullable String refusal,
      List<String> caveats,
      boolean isRisky) {
    this.candidate = candidate;
    this.rule = rule;
    this.refusal = refusal;
    this.caveats = Collections.unmodifiableList(caveats);
    this.isRisky = isRisky;
  }

  static Assessment of(Candidate candidate, Code code) {
    try {
      return examined(candidate, code);
    } catch (IOException | RuntimeException | LinkageError e) {
      // Such as a missing superclass: there is still advice on the other methods.
      return refused(candidate, "its class cannot be read: " + e);
    }
  }

  private static Assessment refused(Candidate candidate, String refusal) {
    return new Assessment(candidate, null, refusal, Collections.<String>emptyList(), true);
  }

  private static Assessment examined(Candidate candidate, Code code) throws IOException {
    MethodCode method = candidate.method;
    String rule = method.signature() + (method.isSynchronized() ? " synchronized=yes" : "");
    String refusal = refusal(method, rule, code.files());
    boolean isReplaced = false;
    if (refusal != null && !method.returnsNothing()) {
      rule += " returns=" + instead(method.returned());
      refusal = refusal(method, rule, code.files());
      isReplaced = true;
    }
    if (refusal == null) {
      refusal = refusalOfUse(candidate, isReplaced);
    }
    if (refusal != null) {
      return refused(candidate, refusal);
    }
    List<String> threadLocals = ThreadLocals.of(candidate, code);
    List<String> caveats = caveats(candidate, isReplaced);
    caveats.addAll(threadLocals);
    return new Assessment(
        candidate, rule, null, caveats, method.isSynchronized() || !threadLocals.isEmpty());
  }

  /** What the agent says about this rule; null if it redirects. */
  private static @Nullable String refusal(MethodCode method, String rule, ClassFiles files)
      throws IOException {
    Rules rules = Rules.parse(rule, "advise");
    if (!rules.mistakes().isEmpty()) {
      return "no rule can name it: " + rules.mistakes().get(0);
    }
    byte[] classFile = files.read(method.type.loader, method.type.name);
    if (classFile != null) {
      DryRun dryRun = new DryRun(files.seenBy(method.type.loader));
      dryRun.tryOn(method.type.name, classFile, rules.list());
      for (Verdict verdict : dryRun.verdicts()) {
        if (verdict.isOf(method.signature()) && verdict.rule() != null) {
          return verdict.refusal();
        }
      }
    }
    return "no rule finds it; its build may have redirected it already";
  }

  private static String instead(Type type) {
    if (type.getClassName().equals("boolean") || type.getClassName().equals("java.lang.Boolean")) {
      return "true";
    }
    return type.getSort() < Type.ARRAY ? "0" : "null";
  }

  private static @Nullable String refusalOfUse(Candidate candidate, boolean isReplaced) {
    ResultUse use = candidate.resultUse;
    if (use.isFromServer()) {
      return "the server or a framework calls it to have the request answered";
    }
    String returned = "it returns " + candidate.method.returned().getClassName();
    MethodCode user = use.user();
    if (isReplaced && user != null) {
      return returned + ", which " + user.signature() + " uses";
    }
    if (isReplaced && use.isUnknown()) {
      return returned + " to code that is not the application's and may use it";
    }
    return null;
  }

  private static List<String> caveats(Candidate candidate, boolean isReplaced) {
    MethodCode method = candidate.method;
    List<String> caveats = new ArrayList<String>();
    if (isReplaced) {
      caveats.add(
          "returns "
              + method.returned().getClassName()
              + ", which no caller that was seen uses: callers get what returns= says");
    } else if (!method.returnsNothing()) {
      caveats.add("returns a future: nothing is gained if a caller waits for it at once");
    }
    for (Type parameter : method.parameters()) {
      if (parameter.getClassName().matches(REQUEST)) {
        caveats.add("takes a " + parameter.getClassName() + ": the task gets a copy");
      }
    }
    if (method.isSynchronized()) {
      caveats.add(
          "is synchronized: a task holds the lock while it runs, and whoever needs the lock waits");
    }
    if (!method.exceptions.isEmpty()) {
      caveats.add(
          "declares "
              + String.join(", ", method.exceptions)
              + ": a task's failure is logged, and its caller goes on");
    }
    if (candidate.copies > 1) {
      caveats.add(
          "its class is in "
              + candidate.copies
              + " webapps: the share is that of all of them, the code that of one");
    }
    if (candidate.isLibrary) {
      caveats.add("belongs to a library: the rule applies to all of its callers");
    }
    return caveats;
  }

  boolean isEligible() {
    return refusal == null;
  }

  /** The lower the better: the application's own methods first, then those without risk. */
  int rank() {
    return (isEligible() ? 0 : 4) + (candidate.isLibrary ? 2 : 0) + (isRisky ? 1 : 0);
  }

  @Override
  public String toString() {
    return candidate + (refusal == null ? "" : " not: " + refusal);
  }
}
