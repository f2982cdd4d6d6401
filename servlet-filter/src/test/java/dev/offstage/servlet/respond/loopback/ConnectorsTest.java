package dev.offstage.servlet.respond.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.respond.returning.Passages;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectorsTest {
  private final Connectors connectors = new Connectors(new Passages(), null);

  /** A proxy's header may name any port, if the server believes it. */
  @Test
  void ports_that_are_made_up_do_not_keep_a_real_one_from_being_tried() throws Exception {
    for (int port = 1; port <= 300; port++) {
      assertThat(connectors.to(requestTo(port))).isNull();
    }
    try (ServerSocket real = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<Boolean> tried =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket connection = real.accept()) {
                  return connection.isConnected();
                } catch (IOException e) {
                  return false;
                }
              });
      connectors.to(requestTo(real.getLocalPort()));
      assertThat(tried.get()).isTrue();
    }
  }

  private static HttpServletRequest requestTo(int port) {
    return stub(HttpServletRequest.class, port);
  }

  private static <T> T stub(Class<T> type, int port) {
    Object stub =
        Proxy.newProxyInstance(
            ConnectorsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getLocalAddr", "getRemoteAddr", "getServerName" -> "127.0.0.1";
                  case "getLocalPort", "getServerPort", "getRemotePort" -> port;
                  case "getScheme" -> "http";
                  case "isSecure" -> false;
                  case "getServletContext" -> stub(ServletContext.class, port);
                  case "getContextPath", "getRequestURI" -> "/shop";
                  default -> null;
                });
    return type.cast(stub);
  }
}
