package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.Soak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd at a slow URL with few slots, beside the same crowd at an empty servlet. */
@Timeout(600)
class RespondCrowdTest {
  private static final int SLOTS = 8;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = Soak.count(5, 100);

  private final int clients = Soak.count(64, 512);
  private final Duration work = Duration.ofMillis(Soak.count(20, 2_000));
  private final List<RawClient> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(clients);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    for (RawClient client : connections) {
      client.close();
    }
  }

  private Webapp app() throws Exception {
    return Webapp.dropIn(100)
        .param("offstage.respond", "/slow\n/quick")
        .param("offstage.pool.size", String.valueOf(SLOTS))
        .servlet("/empty", (request, response) -> request.getParameter("name"))
        .servlet("/quick", (request, response) -> {})
        .servlet(
            "/slow",
            (request, response) -> {
              mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              LockSupport.parkNanos(work.toNanos());
              atOnce.decrementAndGet();
              response.getWriter().write("of " + request.getParameter("name"));
            })
        .start();
  }

  /** What each client got, and the time that it took. */
  private record Answer(RawClient.Reply reply, long nanos) {}

  /** All at once, each on a connection that is there already. */
  private List<Answer> crowd(String path) throws Exception {
    CyclicBarrier start = new CyclicBarrier(clients);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RawClient client = connections.get(i);
      byte[] form = ("name=" + i).getBytes(StandardCharsets.UTF_8);
      answers.add(
          threads.submit(
              () -> {
                start.await(1, TimeUnit.MINUTES);
                long begin = System.nanoTime();
                RawClient.Reply reply =
                    client.post(
                        "/shop" + path,
                        form,
                        "Prefer: respond-async",
                        "Content-Type: application/x-www-form-urlencoded");
                return new Answer(reply, System.nanoTime() - begin);
              }));
    }
    List<Answer> all = new ArrayList<>();
    for (Future<Answer> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  private static double p99Millis(List<Answer> answers) {
    long[] nanos = answers.stream().mapToLong(Answer::nanos).sorted().toArray();
    return nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1e6;
  }

  private static long threadsOfPool() {
    return Arrays.stream(Thread.getAllStackTraces().keySet().toArray(new Thread[0]))
        .filter(thread -> thread.getName().startsWith("offstage-shop-default-"))
        .count();
  }

  private static void awaitIdle() {
    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> Offstage.pool().queued() == 0 && Offstage.pool().running() == 0);
  }

  @Test
  void every_client_is_accepted_at_once_and_fetches_its_result() throws Exception {
    try (Webapp app = app()) {
      for (int i = 0; i < clients; i++) {
        connections.add(app.client());
      }
      // Both are warm, and the way back is found.
      for (int i = 0; i < WARM_UP; i++) {
        crowd("/empty");
        crowd("/quick");
        awaitIdle();
      }
      RespondClient client = new RespondClient(app);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        // Twice: how far the two are apart is what the machine does by itself.
        double again = p99Millis(crowd("/empty"));
        double empty = p99Millis(crowd("/empty"));
        List<Answer> slow = crowd("/slow");
        ratios[round] = p99Millis(slow) / empty;
        System.out.printf(
            "%d clients, work of %d ms, %d slots: p99 %.1f and %.1f ms of an empty servlet,"
                + " %.1f ms of a 202 (ratio %.2f; of the empty ones %.2f)%n",
            clients,
            work.toMillis(),
            SLOTS,
            again,
            empty,
            p99Millis(slow),
            ratios[round],
            again / empty);
        assertThat(threadsOfPool()).as("no thread waits for a slot").isEqualTo(SLOTS);
        for (int i = 0; i < clients; i++) {
          assertThat(slow.get(i).reply().status()).isEqualTo(202);
          String location = slow.get(i).reply().header("Location");
          if (round < ROUNDS - 1) {
            client.send("DELETE", location);
          } else {
            await()
                .atMost(Duration.ofMinutes(4))
                .until(() -> client.get(location, "Prefer: wait=10").status() == 303);
            assertThat(client.get(location + "/result").body()).isEqualTo("of " + i);
          }
        }
        awaitIdle();
      }
      Arrays.sort(ratios);
      System.out.printf("median of the ratios: %.2f%n", ratios[ROUNDS / 2]);
      assertThat(mostAtOnce.get()).isLessThanOrEqualTo(SLOTS);
    }
  }
}
