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

  /** For methods that return nothing in class files without invokedynamic. */
  static final class OfOldVoid {
    private OfOldVoid() {}

    // Each parameter is asked for where it is read: the array of arguments is made only if due.
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static boolean enter(@Due boolean due, @HandOver boolean handedOver) {
      return due && handedOver;
    }
  }

  /** For methods that return a future in class files without invokedynamic. */
  static final class OfOldFuture {
    private OfOldFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    @SuppressWarnings("NullAway")
    static Object enter(@Due boolean due, @HandOver Object future) {
      return due ? future : null;
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
