package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.server.Members;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the end of the deployment before any of its filters and servlets: as the first of its
 * lifecycle objects. It stays there, since the server is going through them when the end comes; it
 * goes with the deployment. Thread-safe.
 */
final class StopHook {
  private static final int PATIENCE_SECONDS = 2;

  private final Members members;
  private final Object deployment;
  private @Nullable Runnable drain;
  private final CountDownLatch begun = new CountDownLatch(1);

  StopHook(Members members, Object deployment) {
    this.members = members;
    this.deployment = deployment;
  }

  synchronized void add(Runnable wanted) {
    Class<?> type =
        Members.type(deployment.getClass().getClassLoader(), "io.undertow.servlet.core.Lifecycle");
    Object own =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "stop":
                  stop();
                  return null;
                case "start":
                  return null;
                case "isStarted":
                  return true;
                case "hashCode":
                  return System.identityHashCode(proxy);
                case "equals":
                  return proxy == arguments[0];
                default:
                  return "offstage";
              }
            });
    @SuppressWarnings("unchecked")
    List<Object> objects = (List<Object>) members.need(deployment, "lifecycleObjects");
    objects.add(0, own);
    drain = wanted;
  }

  /** Whether the server has begun to stop the webapp, and does not lead there by its path. */
  boolean hasBegun() {
    return begun.getCount() == 0;
  }

  /** The path of the webapp goes a moment before. */
  boolean isAboutToBegin() {
    try {
      return begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return hasBegun();
    }
  }

  private void stop() {
    Runnable due;
    synchronized (this) {
      due = drain;
      drain = null;
    }
    if (due == null) {
      return;
    }
    begun.countDown();
    try {
      due.run();
    } catch (RuntimeException | Error e) {
      // The server stops, whatever becomes of us.
      Log.warn("offstage: tasks may be lost: they could not be finished before the stop", e);
    }
  }

  synchronized void remove() {
    drain = null;
  }
}
