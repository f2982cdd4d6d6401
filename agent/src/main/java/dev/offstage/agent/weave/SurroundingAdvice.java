package dev.offstage.agent.weave;

import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is written into what surrounds a redirected method. As source:
 *
 * <pre>{@code
 * Object answer = <the library takes this call>; // null if that throws
 * if (answer instanceof AtomicReference) return ((AtomicReference) answer).get();
 * try {
 *   ... the body as it was ...
 * } finally {
 *   if (answer instanceof Runnable) ((Runnable) answer).run();
 * }
 * }</pre>
 *
 * <p>As {@link RedirectAdvice}, for class files of any age.
 */
@SuppressWarnings("NullAway") // the code has none of the annotations
final class SurroundingAdvice {
  private SurroundingAdvice() {}

  @Advice.OnMethodEnter(skipOn = AtomicReference.class, suppress = Throwable.class)
  static Object enter(@Around Object answer) {
    return answer;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
  static void exit(
      @Advice.Enter Object answer,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
    if (answer instanceof AtomicReference) {
      returned = ((AtomicReference<?>) answer).get();
    } else if (answer instanceof Runnable) {
      ((Runnable) answer).run();
    }
  }
}
