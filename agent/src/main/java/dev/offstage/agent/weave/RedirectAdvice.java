package dev.offstage.agent.weave;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is written into a redirected method. As source, for {@code void download(URL url, Path to)}:
 *
 * <pre>{@code
 * try {
 *   if (<the library takes a call of this method on this, url, to>) return;
 * } catch (Throwable t) {
 *   <tell the agent of t, if possible>
 * }
 * ... the body as it was ...
 * }</pre>
 *
 * <p>These bodies are copied into classes as old as Java 5: no lambda, no string concatenation, no
 * call to anything of ours. The old ones are for class files without invokedynamic: there each
 * parameter is evaluated where it is read, so that the array of arguments is made only if due. The
 * agent is found through the system's loader and taken for a map, since nothing of ours need be
 * visible; what goes wrong there is suppressed.
 */
// No type arguments, no annotations, and the shortest code.
@SuppressWarnings({"unchecked", "ClassNewInstance", "NullAway"})
final class RedirectAdvice {
  private static final String ERRORS = "dev.offstage.agent.HandOverErrorsV1";

  private RedirectAdvice() {}

  /** The advice for the head of a method. */
  static Class<?> enter(boolean dynamic, boolean future, boolean smallest) {
    if (smallest) {
      return future
          ? dynamic ? SmallEnterFuture.class : SmallOldEnterFuture.class
          : dynamic ? SmallEnter.class : SmallOldEnter.class;
    }
    return future
        ? dynamic ? EnterFuture.class : OldEnterFuture.class
        : dynamic ? Enter.class : OldEnter.class;
  }

  /** For methods that return no future. */
  static final class Enter {
    private Enter() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static boolean enter(@HandOver boolean handedOver) throws Throwable {
      try {
        return handedOver;
      } catch (Throwable t) {
        ((Map<Object, Object>) ClassLoader.getSystemClassLoader().loadClass(ERRORS).newInstance())
            .put(MethodHandles.lookup(), t);
        return false;
      }
    }
  }

  /** The same in old class files. */
  static final class OldEnter {
    private OldEnter() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static boolean enter(@Due boolean due, @HandOver boolean handedOver) throws Throwable {
      try {
        return due && handedOver;
      } catch (Throwable t) {
        ((Map<Object, Object>) ClassLoader.getSystemClassLoader().loadClass(ERRORS).newInstance())
            .put(MethodHandles.lookup(), t);
        return false;
      }
    }
  }

  /** As {@link Enter}, in fewer bytes: nobody hears of an error. */
  static final class SmallEnter {
    private SmallEnter() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static boolean enter(@HandOver boolean handedOver) {
      return handedOver;
    }
  }

  /** As {@link OldEnter}, in fewer bytes: nobody hears of an error. */
  static final class SmallOldEnter {
    private SmallOldEnter() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static boolean enter(@Due boolean due, @HandOver boolean handedOver) {
      return due && handedOver;
    }
  }

  /** As {@link EnterFuture}, in fewer bytes: nobody hears of an error. */
  static final class SmallEnterFuture {
    private SmallEnterFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static Object enter(@HandOver Object future) {
      return future;
    }
  }

  /** As {@link OldEnterFuture}, in fewer bytes: nobody hears of an error. */
  static final class SmallOldEnterFuture {
    private SmallOldEnterFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static Object enter(@Due boolean due, @HandOver Object future) {
      return due ? future : null;
    }
  }

  /** For methods that return what the rule says. */
  static final class ExitValue {
    private ExitValue() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handedOver,
        @Instead Object value,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
      if (handedOver) {
        returned = value;
      }
    }
  }

  /** For methods that return a future. */
  static final class EnterFuture {
    private EnterFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static Object enter(@HandOver Object future) throws Throwable {
      try {
        return future;
      } catch (Throwable t) {
        ((Map<Object, Object>) ClassLoader.getSystemClassLoader().loadClass(ERRORS).newInstance())
            .put(MethodHandles.lookup(), t);
        return null;
      }
    }
  }

  /** The same in old class files. */
  static final class OldEnterFuture {
    private OldEnterFuture() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static Object enter(@Due boolean due, @HandOver Object future) throws Throwable {
      try {
        return due ? future : null;
      } catch (Throwable t) {
        ((Map<Object, Object>) ClassLoader.getSystemClassLoader().loadClass(ERRORS).newInstance())
            .put(MethodHandles.lookup(), t);
        return null;
      }
    }
  }

  /** Gives the caller the future of the task. */
  static final class ExitFuture {
    private ExitFuture() {}

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
