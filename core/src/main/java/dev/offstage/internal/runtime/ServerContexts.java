package dev.offstage.internal.runtime;

import dev.offstage.internal.text.Log;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server's ContextService (Jakarta Concurrency, section 3.3), of either name space: takes a
 * snapshot of what the current thread is for the server, which work can be run inside of on any
 * thread. Thread-safe.
 */
final class ServerContexts implements Supplier<Executor> {
  private static final String DEFAULT = "java:comp/DefaultContextService";

  private final Object service;
  private final Method create;

  private ServerContexts(Object service, Method create) {
    this.service = service;
    this.create = create;
  }

  /** Whether the executor is a ManagedExecutorService, which takes contexts along. */
  static boolean isManaged(Executor executor) {
    return find(executor.getClass(), "ManagedExecutorService") != null;
  }

  /** The service that belongs to a managed executor, or else the application's; null for none. */
  static @Nullable ServerContexts of(Executor managed) {
    Object service = own(managed);
    if (service == null) {
      service = ApplicationServer.lookup(DEFAULT);
    }
    Class<?> type = service == null ? null : find(service.getClass(), "ContextService");
    if (service == null || type == null) {
      return null;
    }
    try {
      return new ServerContexts(
          service, type.getMethod("createContextualProxy", Object.class, Class.class));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Since Concurrency 3.0 an executor has the service that it uses itself. */
  private static @Nullable Object own(Executor managed) {
    Class<?> type = find(managed.getClass(), "ManagedExecutorService");
    try {
      return type == null ? null : type.getMethod("getContextService").invoke(managed);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    } catch (InvocationTargetException e) {
      Log.warn("offstage: a managed executor has no context service", e.getCause());
      return null;
    }
  }

  private static @Nullable Class<?> find(@Nullable Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> its : each.getInterfaces()) {
        Class<?> found = isOf(its, name) ? its : find(its, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isOf(Class<?> type, String name) {
    return type.getName().equals("jakarta.enterprise.concurrent." + name)
        || type.getName().equals("javax.enterprise.concurrent." + name);
  }

  /**
   * Captures the current thread's.
   *
   * @throws IllegalStateException if the server refuses
   */
  @Override
  public Executor get() {
    Executor here = Runnable::run;
    try {
      return (Executor) create.invoke(service, here, Executor.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("offstage: " + service + " cannot be called", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "offstage: the server captures no context for a task: " + e.getCause(), e.getCause());
    }
  }
}
