package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A name of somebody else that points to 127.0.0.1 must not open the demo to their website. */
class HostHeaderIT {
  @Test
  void answers_only_to_the_names_of_this_machine() throws Exception {
    try (DemoProcess demo = DemoProcess.up(false)) {
      int port = URI.create(demo.url()).getPort();
      assertThat(statusLine(port, "127.0.0.1:" + port)).contains(" 200 ");
      assertThat(statusLine(port, "localhost:" + port)).contains(" 200 ");
      assertThat(statusLine(port, "rebinding.test:" + port)).contains(" 403 ");
      assertThat(statusLine(port, "127.0.0.1.rebinding.test")).contains(" 403 ");
    }
  }

  private static String statusLine(int port, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/photos HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII).lines().findFirst().get();
    }
  }
}
