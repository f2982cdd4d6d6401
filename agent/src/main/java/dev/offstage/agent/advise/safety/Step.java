package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.MethodCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that was seen on a stack, and how it was called. Immutable. */
public final class Step {
  public final MethodCode method;

  /** The line that calls the next step; not positive if unknown. */
  public final int line;

  /** Code of a library, called by the application. */
  public final boolean isLibrary;

  /** Whether the server or a framework called it, and not code of the application. */
  public final boolean fromServer;

  /** What else stands between the step before and this one, proxies left out; null if nothing. */
  public final @Nullable String through;

  /** Whether the frames before it say that a transaction is under way. */
  public final boolean inTransaction;

  public Step(
      MethodCode method,
      int line,
      boolean isLibrary,
      boolean fromServer,
      @Nullable String through,
      boolean inTransaction) {
    this.method = method;
    this.line = line;
    this.isLibrary = isLibrary;
    this.fromServer = fromServer;
    this.through = through;
    this.inTransaction = inTransaction;
  }

  /**
   * The calls in its code that may have led to a method: those on the line where it was seen, or
   * all if there are no line numbers.
   */
  public List<Call> callsTo(MethodCode called) {
    List<Call> inLine = new ArrayList<>();
    List<Call> all = new ArrayList<>();
    for (Call call : method.calls) {
      if (call.mayMean(called)) {
        all.add(call);
        if (call.line == line) {
          inLine.add(call);
        }
      }
    }
    return inLine.isEmpty() ? all : inLine;
  }

  /** The calls on the line where it was seen; all if there are no line numbers. */
  List<Call> callsInLine() {
    List<Call> inLine = new ArrayList<>();
    for (Call call : method.calls) {
      if (call.line == line) {
        inLine.add(call);
      }
    }
    return inLine.isEmpty() ? method.calls : inLine;
  }

  @Override
  public String toString() {
    return (fromServer ? "server > " : "") + method.shortName() + ":" + line;
  }
}
