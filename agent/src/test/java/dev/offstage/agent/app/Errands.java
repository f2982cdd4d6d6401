package dev.offstage.agent.app;

import dev.offstage.Answer;
import dev.offstage.Background;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.WhenKnown;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.http.HttpServletRequest;

/** Methods whose mark says more than where they run. */
public class Errands {
  /** How many attempts are still to fail. */
  public static final AtomicInteger FAILURES = new AtomicInteger();

  private static void attempt(String what) throws IOException {
    Calls.add(what);
    if (FAILURES.getAndDecrement() > 0) {
      throw new IOException("down");
    }
  }

  @Background(retries = 3, backoff = "1s x2 <=1m +-0%")
  public void send(String letter) throws IOException {
    attempt("send " + letter);
  }

  @Background(retries = 3, backoff = "1s +-0%")
  public CompletableFuture<String> reply(String letter) throws IOException {
    attempt("reply " + letter);
    return CompletableFuture.completedFuture("dear " + letter);
  }

  @Background(
      retries = 3,
      backoff = "0s",
      retryOn = {IOException.class, IllegalStateException.class},
      noRetryOn = FileNotFoundException.class)
  public void fetch(Exception thrown) throws Exception {
    Calls.add("fetch");
    throw thrown;
  }

  @Background(timeout = "30s", grace = "5s")
  public void waitFor(CountDownLatch latch) throws InterruptedException {
    Calls.add("waits");
    latch.await();
  }

  @Background(expires = "1m", priority = Priority.LOW)
  public static void tell(String what) {
    Calls.add("tell " + what);
  }

  @Background(key = "errand {1}:{0}", whenKnown = WhenKnown.REJECT, orderBy = "{0}")
  public void deliver(String what, long number) {
    Calls.add("deliver " + what + " " + number);
  }

  @Background(key = "visit:{0}")
  public static void visit(Object whom) {
    Calls.add("visit");
  }

  @Background(key = "ask:{0}")
  public CompletableFuture<String> ask(String whom) {
    Calls.add("ask " + whom);
    return CompletableFuture.completedFuture(whom + " says yes");
  }

  @Background(key = "order:{0}", whenKnown = WhenKnown.REJECT)
  public CompletableFuture<String> order(String what) {
    Calls.add("order " + what);
    return CompletableFuture.completedFuture(what);
  }

  @Background(key = "paint:{0}", whenKnown = WhenKnown.REPLACE)
  public void paint(String what, String colour) {
    Calls.add("paint " + what + " " + colour);
  }

  @Background(limit = "nobody-has-it")
  public void limited() {
    Calls.add("limited");
  }

  @Background(
      start = Start.AFTER_RESPONSE,
      answer = Answer.BELOW_400,
      delay = "0s",
      limit = {},
      key = "answer",
      retries = -1,
      priority = Priority.NORMAL)
  public void answer() {
    Calls.add("answer");
  }

  @Background(durable = true, interrupt = false)
  public static void keep(String what) {
    Calls.add("keep " + what);
  }

  /** Marks that are mistakes: these are refused. */
  public static class Wrong {
    @Background(retries = 101)
    public void tooOften() {
      Calls.add("tooOften");
    }

    @Background(timeout = "soon")
    public void soon() {
      Calls.add("soon");
    }

    @Background(whenKnown = WhenKnown.REPLACE)
    public void withoutKey() {
      Calls.add("withoutKey");
    }

    @Background(answer = Answer.BELOW_400)
    public void withoutResponse() {
      Calls.add("withoutResponse");
    }

    @Background(key = "{2}")
    public void ofThird(String first, String second) {
      Calls.add("ofThird");
    }

    @Background(orderBy = "{0}")
    public void ofArray(byte[] bytes) {
      Calls.add("ofArray");
    }

    @Background(key = "{0}")
    public void ofRequest(HttpServletRequest request) {
      Calls.add("ofRequest");
    }

    @Background(durable = true)
    public CompletableFuture<String> outlived(String what) {
      Calls.add("outlived");
      return CompletableFuture.completedFuture(what);
    }

    @Background(durable = true)
    public void keptRequest(HttpServletRequest request) {
      Calls.add("keptRequest");
    }

    @Background(key = "{this}")
    public void ofThis() {
      Calls.add("ofThis");
    }
  }
}
