package dev.offstage.internal.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stack of this thread, from the top. Java 9 and newer look only at the frames that are asked
 * for: a hundredth of the time that a stack trace takes, since a servlet's stack is deep.
 */
final class StackFrames {
  private static final @Nullable Walker WALKER = Walker.find();

  private StackFrames() {}

  /** One call. */
  static final class Frame {
    final String type;
    final String method;

    Frame(String type, String method) {
      this.type = type;
      this.method = method;
    }
  }

  /** Whether it need not make a whole stack trace. */
  static boolean isWalking() {
    return WALKER != null;
  }

  /** Searches the frames; the topmost ones are this library's own. */
  static @Nullable String search(Function<Iterator<Frame>, @Nullable String> search) {
    return WALKER == null ? searchTrace(search) : WALKER.search(search);
  }

  /** As Java 8 has to. */
  static @Nullable String searchTrace(Function<Iterator<Frame>, @Nullable String> search) {
    return search.apply(
        Arrays.stream(new Throwable().getStackTrace())
            .map(it -> new Frame(it.getClassName(), it.getMethodName()))
            .iterator());
  }

  /** A {@code java.lang.StackWalker}, by reflection. */
  private static final class Walker {
    private final Object walker;
    private final MethodHandle walk;
    private final MethodHandle type;
    private final MethodHandle method;

    private Walker(Object walker, MethodHandle walk, MethodHandle type, MethodHandle method) {
      this.walker = walker;
      this.walk = walk;
      this.type = type;
      this.method = method;
    }

    static @Nullable Walker find() {
      try {
        Class<?> walkers = Class.forName("java.lang.StackWalker");
        Class<?> options = Class.forName("java.lang.StackWalker$Option");
        Class<?> frames = Class.forName("java.lang.StackWalker$StackFrame");
        Object reflection = options.getField("SHOW_REFLECT_FRAMES").get(null);
        Object walker = walkers.getMethod("getInstance", options).invoke(null, reflection);
        // One that is allowed to look up methods that are sensitive to their caller.
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType name = MethodType.methodType(String.class);
        return new Walker(
            walker,
            lookup.findVirtual(
                walkers, "walk", MethodType.methodType(Object.class, Function.class)),
            lookup.findVirtual(frames, "getClassName", name),
            lookup.findVirtual(frames, "getMethodName", name));
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Java 8, or a security manager.
        return null;
      }
    }

    @Nullable String search(Function<Iterator<Frame>, @Nullable String> search) {
      Function<Stream<?>, @Nullable String> all =
          frames -> search.apply(frames.map(this::frame).iterator());
      try {
        return (String) walk.invoke(walker, all);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }

    private Frame frame(Object frame) {
      try {
        return new Frame((String) type.invoke(frame), (String) method.invoke(frame));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }
  }
}
