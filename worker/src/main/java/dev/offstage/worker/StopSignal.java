package dev.offstage.worker;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Hears that the process is to end. A signal is handled as such where the JVM allows it: then
 * nothing ends before the drain has, such as logging, and the exit code is the worker's own. A call
 * of {@code System.exit} waits for the drain. Thread-safe.
 */
final class StopSignal {
  private static final String[] NAMES = {"TERM", "INT"};

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal install() {
    StopSignal stop = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::stopAndWait, "offstage-worker-end"));
    for (String name : NAMES) {
      stop.handle(name);
    }
    return stop;
  }

  /** By name: the JDK has the class for everybody, and javac warns of it. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  asked.countDown();
                  return null;
                }
                return method.invoke(this, arguments);
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (ReflectiveOperationException | LinkageError e) {
      // Such as with -Xrs, or in another JVM: then the hook drains, and the JVM says how it ended.
    }
  }

  private void stopAndWait() {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the process is to end. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Nothing is left to be waited for. */
  void ended() {
    ended.countDown();
  }
}
