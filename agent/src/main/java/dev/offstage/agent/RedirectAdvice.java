package dev.offstage.agent;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is written into a redirected method. As source, for {@code void download(URL url, Path to)}:
 *
 * <pre>{@code
 * try {
 *   if (<the library takes a call of this method on this, url, to>) return;
 * } catch (Throwable t) {
 * }
 * ... the body as it was ...
 * }</pre>
 *
 * <p>These bodies are copied into classes as old as Java 5: no lambda, no string concatenation, no
 * call of anything of ours.
 */
final class RedirectAdvice {
  private RedirectAdvice() {}

  /** For methods that return nothing. */
  static final class OfVoid {
    private OfVoid() {}

    @Advice.OnMethodEnter(
        skipOn = Advice.OnNonDefaultValue.class,
        suppress = Throwable.class,
        inline = true)
    static boolean enter(@HandOver boolean handedOver) {
      return handedOver;
    }
  }

  /** For methods that return a future. */
  static final class OfFuture {
    private OfFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static Object enter(@HandOver Object future) {
      return future;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter Object future,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
      if (future != null) {
        returned = future;
      }
    }
  }
}
