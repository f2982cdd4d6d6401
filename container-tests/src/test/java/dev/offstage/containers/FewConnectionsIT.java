package dev.offstage.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More clients that follow a task than the server has connections. */
class FewConnectionsIT {
  private static final int CONNECTIONS = 20;
  private static final int STREAMS = 30;

  private final List<Socket> streams = new ArrayList<>();
  private final String[] received = new String[STREAMS];
  private Server server;

  @AfterEach
  void stop() throws Exception {
    for (Socket stream : streams) {
      stream.close();
    }
    Server.end(server);
  }

  private void start(Container container, String way) throws Exception {
    server = ((AbstractServer) container.newServer()).maxConnections(CONNECTIONS);
    server.start(
        List.of(
            War.named("shop")
                .contextParam("offstage.pool.size", "2")
                .contextParam("offstage.respond", "GET /report/**")
                .contextParam("offstage.respond.way", way)));
  }

  /** Of clients at addresses of their own, who do not close what the server does not close. */
  private void follow(String status, int count) throws Exception {
    URI uri = server.baseUri();
    Arrays.fill(received, "");
    for (int i = 1; i <= count; i++) {
      Socket socket =
          new Socket(uri.getHost(), uri.getPort(), InetAddress.getByName("127.0.1." + i), 0);
      streams.add(socket);
      String request =
          "GET " + status + " HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }
  }

  /** How many have ended with the time after which to come back. */
  private int sentAway() throws IOException {
    for (int i = 0; i < streams.size(); i++) {
      InputStream in = streams.get(i).getInputStream();
      received[i] += new String(in.readNBytes(in.available()), ISO_8859_1);
    }
    return (int) Stream.of(received).filter(it -> it.contains("retry: 5000")).count();
  }

  @ParameterizedTest
  @CsvSource({
    "TOMCAT_8, connection",
    "TOMCAT_8, in-process",
    "TOMCAT_11, connection",
    "TOMCAT_11, in-process",
    "JETTY_9, connection",
    "JETTY_9, in-process",
    "JETTY_12_EE10, connection",
    "JETTY_12_EE10, in-process"
  })
  void a_task_is_done_and_a_plain_request_is_served_beside_them(Container container, String way)
      throws Exception {
    start(container, way);
    Client shop = new Client(server, "shop");
    String held = location(shop.prefer("respond-async", "report/plain?gate=held-" + way));
    shop.awaitEvent("begun held-" + way);
    follow(held, STREAMS);
    await().until(() -> sentAway() >= STREAMS - CONNECTIONS);

    Client later = new Client(server, "shop");
    assertThat(later.get("connection").statusCode()).isEqualTo(200);
    String quick = location(later.prefer("respond-async", "report/plain"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> later.get(quick).statusCode(), status -> status == 303);
    later.open("held-" + way);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> later.get(held).statusCode(), status -> status == 303);
  }

  private static String location(HttpResponse<?> accepted) {
    assertThat(accepted.statusCode()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow();
  }
}
