package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The JAAS subject of the current thread: it can be found, but work can only be run inside of one.
 * Up to JDK 23 it is part of the access-control context, from 24 on a scoped value; the methods for
 * the latter came with 18 (JEP 486).
 *
 * <p>To find it in an access-control context takes a walk through the stack, much longer than the
 * rest of a hand-over. In most JVMs nobody ever runs anything as a subject; whoever does it first
 * initializes a class that only this needs. Even to ask for that takes about as long as the rest,
 * so it is left out where tasks come in a stream.
 */
final class JaasSubjects {
  private static final @Nullable MethodHandle CURRENT =
      find("current", MethodType.methodType(Subject.class));
  private static final @Nullable MethodHandle CALL_AS =
      find("callAs", MethodType.methodType(Object.class, Subject.class, Callable.class));
  private static final @Nullable MethodHandle NEVER_USED = neverUsed();
  private static volatile boolean used = NEVER_USED == null;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private JaasSubjects() {}

  private static @Nullable MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findStatic(Subject.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** Null where that cannot be asked, or need not: from JDK 22 on. */
  private static @Nullable MethodHandle neverUsed() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe", true, null);
      Class<?> combiner = Class.forName("javax.security.auth.SubjectDomainCombiner", false, null);
      Field holder = unsafe.getDeclaredField("theUnsafe");
      holder.setAccessible(true);
      MethodHandle ask =
          MethodHandles.publicLookup()
              .findVirtual(
                  unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class));
      return MethodHandles.insertArguments(ask, 0, holder.get(null), combiner);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Each time by a walk, then.
      return null;
    }
  }

  /** Whether nobody has ever had one, as far as is known without asking. */
  static boolean areUnused() {
    return !used;
  }

  /** That of the current thread; null for none. Never throws. */
  @SuppressWarnings("removal")
  static @Nullable Object current() {
    try {
      if (!used) {
        if (NEVER_USED != null && (boolean) NEVER_USED.invokeExact()) {
          return null;
        }
        used = true;
      }
      return CURRENT == null
          ? Subject.getSubject(AccessController.getContext())
          : (Subject) CURRENT.invokeExact();
    } catch (Throwable t) {
      // A security manager that forbids it: to be asked again is no use.
      if (!SAID.getAndSet(true)) {
        Log.warn("offstage: tasks go without the JAAS subject of their submitter", t);
      }
      return null;
    }
  }

  /** Runs work as that subject, null for none. */
  @SuppressWarnings("removal")
  static void runAs(@Nullable Object wanted, Runnable work) {
    Subject subject = (Subject) wanted;
    if (CALL_AS == null) {
      Subject.doAs(
          subject,
          (PrivilegedAction<@Nullable Void>)
              () -> {
                work.run();
                return null;
              });
      return;
    }
    Callable<@Nullable Void> call =
        () -> {
          work.run();
          return null;
        };
    try {
      CALL_AS.invoke(subject, call);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("offstage: work was not run as its subject", t);
    }
  }
}
