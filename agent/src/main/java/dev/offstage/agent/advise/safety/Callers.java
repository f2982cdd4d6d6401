package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Site;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls that may lead to a method, seen or not: a rule is true for every one of them. Each
 * problem is a sentence.
 */
final class Callers {
  private static final int MOST_METHODS = 3000;
  private static final List<String> ENDS =
      Arrays.asList("commit", "rollback", "endTransaction", "closeTransaction");

  /** The calls of the method itself. */
  final Set<Site> direct;

  /** These and the calls that lead to them. */
  final Set<Site> all = new HashSet<>();

  private final Program program;
  private final Transactions transactions;
  private @Nullable String problem;

  Callers(MethodCode method, Program program, Transactions transactions) {
    this.program = program;
    this.transactions = transactions;
    this.direct = program.callsOf(method);
    for (Site site : direct) {
      if (site.call.failureIsHandled) {
        problem =
            "its failure is dealt with by " + site.caller.signature() + ", which would not see it";
      }
    }
    climb(method);
  }

  private void climb(MethodCode method) {
    Set<MethodCode> known = new HashSet<>();
    Queue<MethodCode> open = new ArrayDeque<>();
    open.add(method);
    for (MethodCode next = open.poll(); next != null && problem == null; next = open.poll()) {
      for (Site site : program.callsOf(next)) {
        all.add(site);
        problem = problem == null ? problem(site) : problem;
        if (known.add(site.caller)) {
          open.add(site.caller);
        }
      }
      if (known.size() > MOST_METHODS) {
        problem = "it has more callers than were looked through";
      }
    }
  }

  /** Why not all of the callers can go on without it; null if nothing was found. */
  @Nullable String problem() {
    return problem;
  }

  private @Nullable String problem(Site site) {
    String caller = site.caller.signature();
    if (site.call.underLock) {
      return "it is called while " + caller + " has a lock";
    }
    if (transactions.isTransactional(site.caller)) {
      return "it is called in the transaction of " + caller;
    }
    if (endsTransactionAfter(site)) {
      return "it is called before " + caller + " ends a transaction";
    }
    boolean isAfter = false;
    for (Call call : site.caller.calls) {
      if (site.call.way == Call.Way.CLOSURE
          && !isAfter
          && call.position > site.call.position
          && call.way != Call.Way.CLOSURE
          && call.descriptor.contains(site.call.closure.replace('.', '/'))) {
        isAfter = true;
        if (!call.owner.startsWith("java.") || Names.is("around", call.owner)) {
          return "it is called by a closure that "
              + caller
              + " gives to "
              + call.owner
              + "#"
              + call.method;
        }
      }
    }
    return site.caller.type.isLocal && !site.caller.isConstructor()
        ? "it is called by a closure, " + caller
        : null;
  }

  /** Whether what the caller does when the call has returned looks like a commit. */
  static boolean endsTransactionAfter(Site site) {
    for (Call call : site.caller.calls) {
      if (call.position > site.call.position && ENDS.contains(call.method)) {
        return true;
      }
    }
    return false;
  }

  /** A caller that needs the result; null if none was found. */
  @Nullable MethodCode userOfResult() {
    for (Site site : direct) {
      if (site.call.isResultUsed()) {
        return site.caller;
      }
    }
    return null;
  }
}
