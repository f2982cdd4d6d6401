package dev.offstage.agent.advise;

import net.bytebuddy.asm.Advice;

/** Written into the filter chains and servlets of a server while somebody watches. */
final class WatchAdvice {
  private WatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object request) {
    RequestWatch.enter(request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    RequestWatch.exit();
  }
}
