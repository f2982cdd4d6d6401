package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.servlet.AsyncReply;
import dev.offstage.servlet.RequestSnapshot;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every public way to hand work over that reads a request. Each tries first what is not to be: work
 * that has the request itself.
 */
final class ProbeWays {
  /** Hands over work that reads the request. */
  @FunctionalInterface
  interface Way {
    void handOver(HttpServletRequest request, HttpServletResponse response, String tag, long own)
        throws Exception;
  }

  /** Hands over work that reads this. */
  @FunctionalInterface
  private interface WithRequest {
    void handOver(HttpServletRequest request, String tag, long own) throws Exception;
  }

  /** Gets one thing of another. */
  @FunctionalInterface
  private interface Of<A, B> {
    B get(A from) throws Exception;
  }

  private static final String[] NONE = {"none"};
  private static final Map<String, HttpServletRequest> HIDDEN = new ConcurrentHashMap<>();

  static final Map<String, Way> ALL = new LinkedHashMap<>();

  static {
    add("run", (it, tag, own) -> Offstage.run(() -> Probe.readLater(it, tag, own)));
    add("call", (it, tag, own) -> Offstage.call(() -> read(it, tag, own)));
    add("map", (it, tag, own) -> Offstage.map(one(tag), each -> read(it, each, own)));
    add("map-items", (it, tag, own) -> Offstage.map(one(it), each -> read(each, tag, own)));
    add("task", (it, tag, own) -> Offstage.task(() -> read(it, tag, own)).name("task").start());
    add(
        "after-response",
        (it, tag, own) -> Offstage.task(() -> read(it, tag, own)).afterResponse().start());
    add("pool", (it, tag, own) -> Offstage.pool("named").run(() -> read(it, tag, own)));
    add("own-pool", (it, tag, own) -> own().call(() -> read(it, tag, own)));
    add("runnable", ProbeWays::runnable);
    add("this", (it, tag, own) -> new ProbeAction(it).run(tag, own));
    add("context", (it, tag, own) -> new ProbeAction(it).callWithContext(tag, own));
    add("list", (it, tag, own) -> new ProbeAction(it).mapInList(tag, own));
    addOf(
        "parameter-map",
        request -> request.getParameterMap(),
        map -> map.getOrDefault("user", NONE)[0]);
    addOf("header-values", it -> it.getHeaders("X-User"), values -> values.nextElement());
    addOf("reader", it -> it.getReader(), Probe::userIn);
    ALL.put("reply-first", ProbeWays::replyFirst);
    ALL.put("reply-later", ProbeWays::replyLater);
    ALL.put("own-async", ProbeWays::ownAsync);
    ProbedMethods methods = new ProbedMethods();
    ALL.put("marked", (request, response, tag, own) -> methods.marked(request, tag, own));
    ALL.put(
        "marked-after-response",
        (request, response, tag, own) -> methods.markedAfterResponse(request, tag, own));
    ALL.put(
        "marked-future", (request, response, tag, own) -> methods.markedFuture(request, tag, own));
    ALL.put(
        "marked-this", (request, response, tag, own) -> new ProbeAction(request).marked(tag, own));
    ALL.put("rule", (request, response, tag, own) -> methods.ruled(request, tag, own));
    ALL.put(
        "rule-map",
        (request, response, tag, own) -> methods.ruledMap(request.getParameterMap(), tag, own));
    ALL.put(
        "rule-values",
        (request, response, tag, own) ->
            methods.ruledValues(request.getHeaders("X-User"), tag, own));
    ALL.put(
        "rule-reader",
        (request, response, tag, own) -> methods.ruledReader(request.getReader(), tag, own));
    ALL.put(
        "rule-stream",
        (request, response, tag, own) -> methods.ruledStream(request.getInputStream(), tag, own));
  }

  private ProbeWays() {}

  static Way get(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  private static void add(String name, WithRequest way) {
    ALL.put(
        name,
        (request, response, tag, own) -> {
          Probe.tryNaive(() -> way.handOver(request, tag, own));
          way.handOver(RequestSnapshot.of(request), tag, own);
        });
  }

  /** Something that a request gives: the task has it and finds what it was, or does not get it. */
  private static <T> void addOf(String name, Of<HttpServletRequest, T> given, Of<T, String> user) {
    ALL.put(
        name,
        (request, response, tag, own) -> {
          T kept = given.get(request);
          try {
            Offstage.run(() -> Probe.readLater(() -> user.get(kept), tag, own));
          } catch (IllegalArgumentException e) {
            Probe.hasBeenRefused();
          }
        });
  }

  private static String read(HttpServletRequest request, String tag, long own) {
    Probe.readLater(request, tag, own);
    return tag;
  }

  private static <T> List<T> one(T item) {
    return Collections.singletonList(item);
  }

  private static Pool own() {
    return OwnPool.POOL;
  }

  /** Made with the first task, and drained with the webapp. */
  private static final class OwnPool {
    static final Pool POOL = Pool.builder("own").build();
  }

  /** As existing code is handed over. */
  private static void runnable(HttpServletRequest request, String tag, long own) {
    Runnable existing = () -> Probe.readLater(request, tag, own);
    Offstage.run(existing::run);
  }

  private static void replyFirst(
      HttpServletRequest request, HttpServletResponse response, String tag, long own)
      throws Exception {
    AsyncReply.ReplyFirst reply = AsyncReply.to(request, response).accepted("/probe/" + tag);
    Probe.tryNaive(() -> reply.then(() -> read(request, tag, own)));
    RequestSnapshot snapshot = RequestSnapshot.of(request);
    reply.then(() -> read(snapshot, tag, own));
  }

  /** The writer has the request itself, which lives until it has written. */
  private static void replyLater(
      HttpServletRequest request, HttpServletResponse response, String tag, long own)
      throws Exception {
    AsyncReply reply = AsyncReply.to(request, response);
    Probe.tryNaive(() -> reply.write(() -> read(request, tag, own), (result, out) -> {}));
    RequestSnapshot snapshot = RequestSnapshot.of(request);
    reply.write(
        () -> {
          Probe.readNow(snapshot, tag);
          return tag;
        },
        (result, out) -> out.getWriter().write(request.getHeader("X-User")));
  }

  /** The request is the application's until it says that it is complete. */
  private static void ownAsync(
      HttpServletRequest request, HttpServletResponse response, String tag, long own) {
    AsyncContext async = request.startAsync();
    Offstage.run(
        () -> {
          Probe.readNow(request, tag);
          response.getWriter().write(tag);
          async.complete();
        });
  }

  /** Behind the guard's back: the task has nothing but the name that it is kept under. */
  static void control(HttpServletRequest request, String tag, long own) {
    HIDDEN.put(tag, request);
    Offstage.run(() -> Probe.readControl(HIDDEN.remove(tag), tag, own));
  }
}
