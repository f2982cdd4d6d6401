package dev.offstage.servlet.respond.server.undertow;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows by its answer that the server lets nobody in any more: the path of the webapp is gone, or a
 * gate is shut before the end. An accepted request is not a new one.
 */
final class StopGate {
  private static final Set<String> GATES =
      new HashSet<>(
          Arrays.asList(
              "io.undertow.server.handlers.GracefulShutdownHandler",
              "org.wildfly.extension.undertow.DefaultResponseCodeHandler"));

  private StopGate() {}

  /** For the thread on which the answer is given, of a request that the webapp has not seen. */
  static boolean hasAnswered(int status) {
    return status == 404 || (status == 503 && GATES.contains(innermostHandler()));
  }

  private static String innermostHandler() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (frame.getMethodName().equals("handleRequest")) {
        return frame.getClassName();
      }
    }
    return "";
  }
}
