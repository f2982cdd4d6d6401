package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** A way back that was closed is tried again. */
class RespondRetryTest {
  @Test
  void a_connector_that_opens_later_is_found_soon_and_the_log_says_so() throws Exception {
    int port = freePort();
    try (LogRecords log = new LogRecords();
        Webapp app =
            Way.CONNECTION
                .dropIn(24)
                .param("offstage.respond", "/**")
                .param("offstage.respond.connector", "http://127.0.0.1:" + port)
                .servlet("/see", (request, response) -> response.getWriter().write("seen"))
                .start()) {
      RespondClient client = new RespondClient(app);
      assertThat(client.begin("/see").status()).isEqualTo(200);

      ServerConnector connector =
          new ServerConnector(app.context.getServer(), new HttpConnectionFactory());
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      app.context.getServer().addConnector(connector);
      connector.start();

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(client.begin("/see").status()).isEqualTo(202));
      assertThat(log.messages()).anyMatch(it -> it.contains("are answered at once from now on"));
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
