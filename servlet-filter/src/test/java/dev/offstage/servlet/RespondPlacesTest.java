package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.Progress;
import dev.offstage.internal.pool.OffstagePool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a task holds a connection: how many do, and what they cost meanwhile. */
class RespondPlacesTest {
  private static final String STREAM = "Accept: text/event-stream";

  private final Gate first = new Gate();
  private final Gate second = new Gate();
  private final List<RawClient> connections = new ArrayList<>();
  private final Webapp app =
      Webapp.dropIn(24)
          .param("offstage.respond", "/** wait=20s")
          .param("offstage.pool.size", "1")
          .servlet("/plain", (request, response) -> response.getWriter().write("plain"))
          .servlet(
              "/slow",
              (request, response) -> {
                first.pass();
                Progress.report(1, 2);
                second.pass();
              });
  private final RespondClient client = new RespondClient(app);
  private final RespondClient other = RespondClient.at("127.0.0.3", app);

  @AfterEach
  void stop() throws Exception {
    first.open();
    second.open();
    for (RawClient connection : connections) {
      connection.close();
    }
    app.close();
  }

  private void startWithConnections(int most) throws Exception {
    Server server = app.context.getServer();
    server.addBean(new NetworkConnectionLimit(most, server));
    app.start();
  }

  private RawClient connection(String from) throws IOException {
    RawClient connection = new RawClient(app.port(), from);
    connections.add(connection);
    return connection;
  }

  /** Sends a request that may be answered later, and returns its connection. */
  private RawClient follow(String from, String location) throws IOException {
    RawClient connection = connection(from);
    connection.send(location, STREAM);
    return connection;
  }

  private String begunSlow() throws Exception {
    String location = client.begun("/slow");
    first.awaitArrived(1);
    return location;
  }

  private static ScheduledThreadPoolExecutor timer() {
    return (ScheduledThreadPoolExecutor) ((OffstagePool) Offstage.pool()).app().clock().timer();
  }

  @Test
  void one_job_of_the_timer_looks_after_all_streams() throws Exception {
    app.start();
    String location = begunSlow();
    for (int i = 0; i < 20; i++) {
      follow("127.0.0.2", location);
    }

    // One for the time of each, and those of the probe of the way back.
    await().until(() -> timer().getQueue().size() > 20);
    assertThat(timer().getQueue()).hasSizeLessThan(30);
  }

  @Test
  void whoever_follows_hears_of_each_place_in_the_queue_and_the_end() throws Exception {
    app.start();
    begunSlow();
    String waiting = client.begun("/slow");
    String last = client.begun("/slow");
    RawClient stream = follow("127.0.0.2", last);
    stream.readUntil("\"position\":2");
    client.send("DELETE", waiting);
    stream.readUntil("\"position\":1");
    first.open();
    second.open();
    assertThat(stream.readUntil("event: end\n")).doesNotContain("retry:");
  }

  @Test
  void whoever_follows_hears_of_the_progress_before_the_end() throws Exception {
    app.start();
    String location = begunSlow();
    RawClient stream = follow("127.0.0.2", location);
    first.open();
    stream.readUntil("\"percent\":50");
    second.open();
    stream.readUntil("event: end\n");
  }

  @Test
  void of_few_connections_one_client_waits_on_no_more_than_its_part() throws Exception {
    startWithConnections(20);
    String location = begunSlow();
    for (int i = 0; i < 2; i++) {
      follow("127.0.0.2", location).readUntil("data: {");
    }

    RawClient.Reply third = follow("127.0.0.2", location).read();

    assertThat(third.status()).isEqualTo(200);
    assertThat(third.header("Connection")).isEqualTo("close");
    assertThat(third.body())
        .startsWith("retry: 5000\n\n")
        .contains("data: {", "\"RUNNING\"")
        .doesNotContain("event: end");
    RawClient.Reply poll = connection("127.0.0.2").get(location, "Prefer: wait=20");
    assertThat(poll.status()).isEqualTo(202);
    assertThat(poll.header("Retry-After")).isEqualTo("2");
    assertThat(poll.header("Connection")).isEqualTo("close");
    RawClient others = follow("127.0.0.3", location);
    others.readUntil("data: {");
    first.open();
    second.open();
    others.readUntil("event: end\n");
  }

  @Test
  void where_half_of_the_connections_are_taken_nobody_waits_and_work_is_done() throws Exception {
    startWithConnections(20);
    String location = begunSlow();
    for (int i = 0; i < 10; i++) {
      assertThat(connection("127.0.1." + i).get("/shop/plain").status()).isEqualTo(200);
    }

    assertThat(other.get(location, STREAM).body()).startsWith("retry: 5000\n\n");
    assertThat(other.get(location, "Prefer: wait=20").status()).isEqualTo(202);
    assertThat(other.begin("/slow", "Prefer: wait=20").status()).isEqualTo(202);
    first.open();
    second.open();
    assertThat(client.awaitEnd(location).status()).isEqualTo(303);
  }
}
