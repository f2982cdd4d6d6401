package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen above a method: transactions, locks and templates that it runs under. */
final class Above {
  private final Transactions transactions;

  Above(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Looks at one stack.
   *
   * @param steps the outermost first
   * @param index where the method is
   * @return why it must not leave this place; null if nothing was found
   */
  @Nullable String problem(List<Step> steps, int index) {
    for (int i = 0; i <= index; i++) {
      Step step = steps.get(i);
      if (step.inTransaction) {
        return "it runs in a transaction";
      }
      if (i < index && transactions.isTransactional(step.method)) {
        return "it runs in the transaction of " + step.method.signature();
      }
      if (i > 0) {
        String problem = ofLink(steps, i, i == index);
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  private @Nullable String ofLink(List<Step> steps, int index, boolean isItself) {
    Step callee = steps.get(index);
    Step caller = steps.get(index - 1);
    if (callee.method.isPassage() || caller.method.isPassage()) {
      return null;
    }
    List<Call> calls = caller.callsTo(callee.method);
    for (Call call : calls.isEmpty() ? caller.callsInLine() : calls) {
      if (call.underLock) {
        return "it runs while " + caller.method.signature() + " has a lock";
      }
    }
    String problem = ofWayOfCall(callee, caller, calls.isEmpty(), isItself);
    return problem == null ? ofTransaction(caller, calls) : problem;
  }

  /** A filter or an aspect may commit what it has begun before it let the call through. */
  private static @Nullable String ofTransaction(Step caller, List<Call> calls) {
    for (Call call : calls.isEmpty() ? caller.callsInLine() : calls) {
      if (Callers.endsTransactionAfter(new Site(caller.method, call))) {
        return "it is called before " + caller.method.signature() + " ends a transaction";
      }
    }
    return null;
  }

  private static @Nullable String ofWayOfCall(
      Step callee, Step caller, boolean isIndirect, boolean isItself) {
    boolean isClosure = callee.method.isLambda() || callee.method.type.isLocal;
    String through = callee.through;
    if (through != null) {
      return isClosure || isItself || !isIndirect
          ? "it is called through " + through + ", and what that does before and after is not known"
          : null;
    }
    if (!isIndirect || callee.fromServer) {
      return null;
    }
    return "it runs inside of what "
        + caller.method.signature()
        + " was given to call, and belongs to what that does before and after";
  }

  /** The calls that lead to a method, and what else their callers do after them. */
  static List<Site> sites(List<Step> steps, int index) {
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      MethodCode caller = steps.get(i).method;
      List<Call> calls = steps.get(i).callsTo(steps.get(i + 1).method);
      for (Call call : calls.isEmpty() ? steps.get(i).callsInLine() : calls) {
        sites.add(new Site(caller, call));
      }
    }
    return sites;
  }
}
