package dev.offstage.servlet.respond.loopback;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.respond.spool.Spools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One request to a server that waits for the whole of it. */
@Timeout(60)
class ExchangeTest {
  private static final byte[] HEAD =
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void a_body_that_is_kept_no_longer_ends_it_and_no_response_is_waited_for() throws Exception {
    Spool body = new Spools(null, 1000, 1000, 100).open("a", 1000);
    body.write("hello".getBytes(StandardCharsets.US_ASCII));
    body.complete();
    body.free();
    InetAddress address = InetAddress.getLoopbackAddress();
    try (ServerSocket silent = new ServerSocket(0, 1, address);
        Exchange exchange =
            new Connector(address.getHostAddress(), silent.getLocalPort(), false)
                .connect("localhost", 1000, () -> false)) {
      assertThatThrownBy(() -> exchange.send(HEAD, body))
          .isInstanceOf(IOException.class)
          .hasMessage("it is not kept any more");
    }
  }
}
