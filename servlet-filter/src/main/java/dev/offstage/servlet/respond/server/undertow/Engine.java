package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.server.Members;
import java.io.Closeable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What requests of one webapp return on: a worker of XNIO's, buffers and threads of their own. So
 * they need none of the server's, which may all be busy, or have ended before the webapp does.
 * Thread-safe.
 */
final class Engine implements Closeable {
  private static final int ASYNC_THREADS = 64;
  private static final int GRACE_MILLIS = 1_000;

  /** By which a connection would be ended that waits for its response, or is kept in a timer. */
  private static final Set<String> LEFT_OUT =
      new HashSet<>(
          Arrays.asList(
              "NO_REQUEST_TIMEOUT",
              "REQUEST_PARSE_TIMEOUT",
              "IDLE_TIMEOUT",
              "ENABLE_CONNECTOR_STATISTICS"));

  private final Members members;
  private final ClassLoader loader;
  private final Object buffers;
  final Object worker;
  final ExecutorService threads;

  /**
   * Starts one beside the server's own.
   *
   * @param connection any of the server's
   * @param app for the names of threads
   */
  Engine(Members members, Object connection, String app) {
    this.members = members;
    loader = connection.getClass().getClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    // New threads keep it.
    thread.setContextClassLoader(loader);
    try {
      worker = newWorker(members.result(connection, "getWorker"), "offstage-" + app + "-return");
    } finally {
      thread.setContextClassLoader(outer);
    }
    Object pool = members.result(connection, "getByteBufferPool");
    buffers =
        members.create(
            type("io.undertow.server.DefaultByteBufferPool"),
            members.result(pool, "isDirect"),
            members.result(pool, "getBufferSize"));
    threads = newThreads("offstage-" + app + "-return-");
  }

  private Object newWorker(Object server, String name) {
    Class<?> options = type("org.xnio.Options");
    Object builder = newOptions();
    set(builder, options, "WORKER_NAME", name);
    set(builder, options, "WORKER_IO_THREADS", 1);
    // For the later dispatches of asynchronous requests only.
    set(builder, options, "WORKER_TASK_CORE_THREADS", 1);
    set(builder, options, "WORKER_TASK_MAX_THREADS", ASYNC_THREADS);
    set(builder, options, "THREAD_DAEMON", true);
    return members.result(
        members.result(server, "getXnio"), "createWorker", members.result(builder, "getMap"));
  }

  private Object newOptions() {
    Object builder = members.callStatic(type("org.xnio.OptionMap"), "builder");
    if (builder == null) {
      throw new Members.UnknownServerException("no builder of options", null);
    }
    return builder;
  }

  private void set(Object builder, Class<?> options, String name, Object value) {
    members.call(builder, "set", members.constant(options, name), value);
  }

  private ExecutorService newThreads(String name) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, name + count.incrementAndGet());
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  /** One of the server's classes. */
  Class<?> type(String name) {
    return Members.type(loader, name);
  }

  /** A new pipe with two ends. */
  Object newPipe() {
    return members.result(worker, "createFullDuplexPipeConnection");
  }

  /** The options of a connector of the server's, as they are good for a pipe. */
  Object optionsLike(Object options) {
    Object builder = newOptions();
    for (Object option : (Iterable<?>) options) {
      if (!LEFT_OUT.contains(String.valueOf(members.call(option, "getName")))) {
        members.call(builder, "set", option, members.result(options, "get", option));
      }
    }
    return members.result(builder, "getMap");
  }

  /** What speaks HTTP/1.1 at one end of a pipe; one for each request. */
  Object newListener(Object options, Object handler) {
    Object listener =
        members.create(type("io.undertow.server.protocol.http.HttpOpenListener"), buffers, options);
    members.call(listener, "setRootHandler", handler);
    return listener;
  }

  @Override
  public void close() {
    members.call(worker, "shutdownNow");
    threads.shutdown();
    try {
      // Their classes may go after this.
      members.call(worker, "awaitTermination", (long) GRACE_MILLIS, TimeUnit.MILLISECONDS);
      threads.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    members.call(buffers, "close");
  }
}
