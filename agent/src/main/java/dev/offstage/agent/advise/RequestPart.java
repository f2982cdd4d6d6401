package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the part of a thread's stack that belongs to a request: what was called by the outermost
 * filter or servlet. Frames of the JDK are left out, but for those that do something around a call.
 */
final class RequestPart {
  /** Recursion deeper than that says nothing new. */
  static final int MOST_FRAMES = 400;

  private RequestPart() {}

  /** The frames from the outermost on; null where the thread is not in a request. */
  static @Nullable List<Frame> of(StackTraceElement[] trace) {
    List<Frame> frames = new ArrayList<>();
    boolean inRequest = false;
    for (int i = trace.length - 1; i >= 0 && frames.size() < MOST_FRAMES; i--) {
      String type = trace[i].getClassName();
      String kind = Names.longest(type, "platform", "server", "framework", "library");
      // The server's own chain of filters, or the servlet API: an application may have a
      // "doFilter" that has nothing to do with requests.
      inRequest |= kind != null && isEntry(type, trace[i].getMethodName());
      boolean isPlatform = "platform".equals(kind);
      if (inRequest && (!isPlatform || Names.is("around", type))) {
        boolean isLineOfUse = !isPlatform && !"server".equals(kind);
        frames.add(
            new Frame(type, trace[i].getMethodName(), isLineOfUse ? trace[i].getLineNumber() : 0));
      }
    }
    return inRequest ? Collections.unmodifiableList(frames) : null;
  }

  private static boolean isEntry(String type, String method) {
    return method.equals("doFilter")
        || (method.equals("service") && (type.endsWith("Servlet") || type.endsWith("HttpJspBase")));
  }
}
