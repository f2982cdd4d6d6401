package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.List;

/** A frame of a request whose method is known. */
final class Step {
  final Frame frame;
  final MethodCode method;

  /** Code of a library, called by the application. */
  final boolean isLibrary;

  Step(Frame frame, MethodCode method) {
    this.frame = frame;
    this.method = method;
    this.isLibrary = CodeKind.of(frame.type) == CodeKind.LIBRARY;
  }

  /**
   * The calls in its code that may have led to a method: those on the line where it was seen, or
   * all if there are no line numbers.
   */
  List<Call> callsTo(MethodCode called) {
    List<Call> inLine = new ArrayList<Call>();
    List<Call> all = new ArrayList<Call>();
    for (Call call : method.calls) {
      if (call.mayMean(called)) {
        all.add(call);
        if (call.line == frame.line) {
          inLine.add(call);
        }
      }
    }
    return inLine.isEmpty() ? all : inLine;
  }

  @Override
  public String toString() {
    return frame.toString();
  }
}
