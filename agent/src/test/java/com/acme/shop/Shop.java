package com.acme.shop;

import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.advise.AdviceRequest;
import dev.offstage.agent.advise.Advisor;
import dev.offstage.agent.advise.Slow;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * A program that serves requests: with {@code advise FILE} until it has advice on itself, with
 * {@code serve} until its input ends, with {@code threads} one request, of which it prints which
 * thread did which slow part.
 */
public final class Shop {
  private static final int PARTS = 8;

  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("advise")) {
      advise(new File(arguments[1]));
    } else if (arguments[0].equals("serve")) {
      serveUntilInputEnds();
    } else {
      printThreads();
    }
  }

  private static void advise(File result) throws Exception {
    Slow.use((what, weight) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(weight)));
    AtomicBoolean done = new AtomicBoolean();
    Thread[] server = new Thread[2];
    for (int i = 0; i < server.length; i++) {
      server[i] = new Thread(() -> serveUntil(done), "http-" + i);
      server[i].start();
    }
    AdviceReport report =
        Advisor.watch(
            ByteBuddyAgent.install(), new AdviceRequest(3000, 10, Collections.<String>emptyList()));
    Files.write(result.toPath(), report.toMessage().toText().getBytes(StandardCharsets.UTF_8));
    done.set(true);
    for (Thread thread : server) {
      thread.join();
    }
  }

  private static void serveUntil(AtomicBoolean done) {
    ShopServlet servlet = new ShopServlet();
    while (!done.get()) {
      servlet.service(null, null);
    }
  }

  private static void serveUntilInputEnds() throws IOException {
    Slow.use((what, weight) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(weight)));
    for (int i = 0; i < 2; i++) {
      Thread server = new Thread(Shop::serveForever, "http-" + i);
      server.setDaemon(true);
      server.start();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Whatever it is.
    }
  }

  private static void serveForever() {
    ShopServlet servlet = new ShopServlet();
    while (true) {
      servlet.service(null, null);
    }
  }

  private static void printThreads() {
    Map<String, String> threads = new ConcurrentHashMap<>();
    Slow.use((what, weight) -> threads.put(what, Thread.currentThread().getName()));
    new ShopServlet().service(null, null);
    while (threads.size() < PARTS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    new TreeMap<>(threads).forEach((what, thread) -> System.out.println(what + " on " + thread));
  }
}
