package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the part of a thread's stack that belongs to a request: what was called by the outermost
 * filter or servlet, without the frames of the JDK, the server and frameworks.
 */
final class RequestPart {
  /** Recursion deeper than that says nothing new. */
  static final int MOST_FRAMES = 200;

  private RequestPart() {}

  /** The frames from the outermost on; null where the thread is not in a request. */
  static @Nullable List<Frame> of(StackTraceElement[] trace) {
    List<Frame> frames = new ArrayList<Frame>();
    boolean inRequest = false;
    boolean fromServer = true;
    CodeKind caller = CodeKind.RUNTIME;
    for (int i = trace.length - 1; i >= 0 && frames.size() < MOST_FRAMES; i--) {
      StackTraceElement element = trace[i];
      CodeKind kind = CodeKind.of(element.getClassName());
      if (isEntry(element)) {
        // The server's own chain of filters, or the servlet API: an application may have a
        // "doFilter" that has nothing to do with requests.
        inRequest |= kind == CodeKind.RUNTIME;
        fromServer = true;
      }
      if (inRequest && isKept(kind, caller)) {
        frames.add(new Frame(element, fromServer));
        fromServer = false;
      }
      caller = kind;
    }
    return inRequest ? Collections.unmodifiableList(frames) : null;
  }

  private static boolean isKept(CodeKind kind, CodeKind caller) {
    return kind == CodeKind.APPLICATION
        || (kind == CodeKind.LIBRARY && caller == CodeKind.APPLICATION);
  }

  private static boolean isEntry(StackTraceElement element) {
    String method = element.getMethodName();
    if (method.equals("doFilter")) {
      return true;
    }
    String type = element.getClassName();
    return method.equals("service") && (type.endsWith("Servlet") || type.endsWith("HttpJspBase"));
  }
}
