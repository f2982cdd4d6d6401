package dev.offstage.agent.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Calls each kind of redirected method once, and compares what the caller sees with what it may
 * see: the outcome inline or the one of a redirected call.
 */
public final class Tour {
  private interface Call {
    Object make() throws Throwable;
  }

  private interface Nothing {
    void make() throws Throwable;
  }

  private final List<String> effects = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** What the bodies must have added to {@link Calls}, each once, when all tasks have ended. */
  public List<String> effects() {
    return effects;
  }

  /** What the caller saw and should not have seen. */
  public List<String> wrong() {
    return wrong;
  }

  public void take() {
    byMark();
    byRule();
    oldClassFiles();
    copied();
    surrounded();
  }

  private void byMark() {
    silent("open a 1 2 3.0", () -> new Stall().open("a", 1, 2L, 3.0));
    silent("open large, open b 1 2 3.0", () -> new Stall.Large().open("b", 1, 2L, 3.0));
    silent("advertise here, sweep", () -> Stall.advertise("here"));
    silent("sweep", () -> new Stall().close());
    silentOr("threw java.io.IOException: rain", "failing", () -> new Stall().failing());
    CompletableFuture<String> delivered = new CompletableFuture<>();
    call(
        "order",
        "later soap",
        () -> {
          Future<String> outer = new Stall().order(delivered).toCompletableFuture();
          delivered.complete("soap");
          return outer;
        });
    call("weigh tea", "later 1 kg of tea", () -> new Stall().weigh("tea"));
    silent("label jam 1", () -> new Stall().label("jam", 1));
    call("sell bread", "later sold bread", () -> new Stall().sell("bread"));
    String thrown = "threw java.lang.IllegalArgumentException: nothing to weigh";
    call("weigh null", thrown, "later " + thrown, () -> new Stall().weigh(null));
  }

  private void byRule() {
    silent("Express.send a, send a", () -> new Express().send("a"));
    silent("send b", () -> new Post().send("b"));
    silent("Pigeon.send c", () -> new Express.Pigeon().send("c"));
    silent("send d 2", () -> new Post().send("d", 2));
    silent("burn 3 2, empty", () -> new Post().burnAll());
    silent("sort", () -> new Post().sort());
    // Durable, and there is no store: it runs here.
    silent("file e", () -> Post.file("e"));
    call("tell all", "false", "true", () -> new Post().tell("all"));
    call("stamp", "late", "soon", () -> new Post().stamp());
    call("reply", "later dear e", () -> new Post().reply("e"));
    call(
        "",
        "threw java.lang.IllegalStateException: no post today",
        "true",
        () -> new Post().failing());
    call("price", "-1.0", "7.0", () -> new Post().price());
    call("weigh f", "-1", "0", () -> new Post().weigh("f", 2L));
    call("letters", "null", () -> new Post().letters());
  }

  private void oldClassFiles() {
    silent("plain store g 1 2.0", () -> new PlainPost().store("g", 1, 2.0));
    call("plain load 5", "later h", () -> PlainPost.load(5L, "h"));
    silentOr(
        "threw java.io.IOException: no stamps", "plain failing", () -> new PlainPost().failing());
    silentOr(
        "threw java.lang.IllegalStateException: thrown inline",
        "plain refused",
        () -> new PlainPost().refused());
    call("plain tell all", "false", "true", () -> new PlainPost().tell("all"));
  }

  private void copied() {
    silent("weigh h", () -> new Parcel("h").weigh());
    silent("sign i", () -> new Parcel.Desk().sign(new Parcel("i")));
    call("open j", "later j", () -> new Parcel.Desk().open(new Parcel("j")));
  }

  private void surrounded() {
    silent("begin, book k, end", () -> new Bookings$Proxy$_$$_WeldSubclass().book("k"));
    call(
        "begin, find l, end",
        "later found l",
        () -> new Bookings$Proxy$_$$_WeldSubclass().find("l"));
    silent(
        "begin transaction, pay m 5, end transaction",
        () -> Payments.proxied(new Payments(), "pay", "m", 5L));
    call(
        "begin transaction, receipt n, end transaction",
        "later paid n",
        () -> Payments.proxied(new Payments(), "receipt", "n"));
  }

  private void silent(String bodies, Nothing call) {
    silentOr("void", bodies, call);
  }

  private void silentOr(String inline, String bodies, Nothing call) {
    call(
        bodies,
        inline,
        "void",
        () -> {
          call.make();
          return "void";
        });
  }

  private void call(String bodies, String outcome, Call call) {
    call(bodies, outcome, outcome, call);
  }

  private void call(String bodies, String inline, String redirected, Call call) {
    if (!bodies.isEmpty()) {
      effects.addAll(Arrays.asList(bodies.split(", ")));
    }
    String outcome = outcome(call);
    if (!outcome.equals(inline) && !outcome.equals(redirected)) {
      wrong.add(bodies + ": " + outcome + " and not " + inline + " or " + redirected);
    }
  }

  private static String outcome(Call call) {
    try {
      Object returned = call.make();
      return returned instanceof Future ? later((Future<?>) returned) : String.valueOf(returned);
    } catch (Throwable t) {
      // Every Throwable: linkage errors are what a class changed wrongly ends in.
      return "threw " + t;
    }
  }

  private static String later(Future<?> future) throws Exception {
    try {
      return "later " + future.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return "later threw " + e.getCause();
    }
  }
}
