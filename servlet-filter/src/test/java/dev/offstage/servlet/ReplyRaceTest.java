package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Task;
import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The result, the end of the time, a cancellation and the stop of the webapp at the same moment:
 * jetty #6227, #2689, open-liberty #5132. Each request has one well-formed response of its own,
 * whoever wins.
 */
class ReplyRaceTest {
  private static final int CLIENTS = 6;

  private final Map<String, Integer> seen = Collections.synchronizedSortedMap(new TreeMap<>());

  private static long aMoment() {
    return ThreadLocalRandom.current().nextLong(1, 400_000);
  }

  /** Three of the four come at about the same time. */
  private static Webapp racing() {
    return Webapp.dropIn(16)
        .param("offstage.pool.size", String.valueOf(CLIENTS))
        .param("offstage.drain", "1ms")
        .servlet(
            "/race",
            (request, response) -> {
              String id = request.getParameter("id");
              Task<String> task =
                  AsyncReply.to(request, response)
                      .within(Duration.ofNanos(aMoment()))
                      .write(
                          () -> {
                            LockSupport.parkNanos(aMoment());
                            return id;
                          },
                          (result, out) -> {
                            out.setHeader("X-Id", result);
                            out.getWriter().write("result of " + result);
                          });
              if (task != null && ThreadLocalRandom.current().nextInt(3) == 0) {
                LockSupport.parkNanos(aMoment());
                task.cancel(ThreadLocalRandom.current().nextBoolean());
              }
            });
  }

  private void request(RawClient client, String id) throws Exception {
    RawClient.Reply reply = client.get("/shop/race?id=" + id);
    seen.merge(String.valueOf(reply.status()), 1, Integer::sum);
    if (reply.status() == 200) {
      assertThat(reply.header("X-Id")).isEqualTo(id);
      assertThat(reply.body()).isEqualTo("result of " + id);
    } else {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.header("X-Id")).isNull();
      assertThat(reply.body()).startsWith("{").endsWith("}");
    }
  }

  private CompletableFuture<Void> clients(Webapp app, int requests) {
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      String prefix = c + "-";
      CompletableFuture<Void> done = new CompletableFuture<>();
      clients.add(done);
      new Thread(
              () -> {
                try (RawClient client = app.client()) {
                  for (int i = 0; i < requests; i++) {
                    request(client, prefix + i);
                  }
                  assertThat(client.hasNothingMore()).isTrue();
                  done.complete(null);
                } catch (Throwable t) {
                  done.completeExceptionally(t);
                }
              })
          .start();
    }
    return CompletableFuture.allOf(clients.toArray(new CompletableFuture<?>[0]));
  }

  @Test
  void every_request_has_one_response_of_its_own() throws Exception {
    try (Webapp app = racing().start()) {
      clients(app, 500).get();
    }
    assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(500 * CLIENTS);
    assertThat(seen).as("nobody won all of the races").containsOnlyKeys("200", "503");
  }

  @Test
  void every_request_has_one_response_when_the_webapp_stops() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = racing().start()) {
      for (int round = 0; round < 60; round++) {
        List<RawClient> waiting = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
          RawClient client = app.client();
          client.send("/shop/race?id=" + round + "-" + c);
          waiting.add(client);
        }
        LockSupport.parkNanos(aMoment());
        app.undeploy();
        for (RawClient client : waiting) {
          // 404: it came when the webapp was no longer there; 503: it came in between, or waited.
          RawClient.Reply answer = client.read();
          if (!cameBetweenFiltersAndWebapp(answer)) {
            assertThat(answer.status()).as("%s", answer).isIn(200, 404, 503);
          }
          assertThat(client.get("/elsewhere").status()).isEqualTo(404);
          client.close();
        }
        app.context.start();
      }
    }
  }

  /** Jetty has ended its filters, but not yet the webapp: it fails such a request by itself. */
  private static boolean cameBetweenFiltersAndWebapp(RawClient.Reply answer) {
    return answer.status() == 500 && answer.body().contains("FilterHolder.getFilter()");
  }
}
