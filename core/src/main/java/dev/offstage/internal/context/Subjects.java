package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
 */
final class Subjects {
  private static final @Nullable MethodHandle CURRENT =
      find("current", MethodType.methodType(Subject.class));
  private static final @Nullable MethodHandle CALL_AS =
      find("callAs", MethodType.methodType(Object.class, Subject.class, Callable.class));
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Subjects() {}

  private static @Nullable MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findStatic(Subject.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** That of the current thread; null for none. Never throws. */
  @SuppressWarnings("removal")
  static @Nullable Subject current() {
    try {
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
  static void runAs(@Nullable Subject subject, Runnable work) {
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
