package dev.offstage.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that sends a part of its body and then nothing: the server's own timeout ends that. */
@ParameterizedClass
@EnumSource(
    names = {"TOMCAT_8", "TOMCAT_9", "TOMCAT_11", "JETTY_9", "JETTY_12_EE10", "UNDERTOW_2_3"})
record SilentClientIT(Container container) {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = ((AbstractServer) container.newServer()).readTimeout(2_000);
    server.start(List.of(War.named("shop").contextParam("offstage.respond", "POST /report/**")));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  /** What comes until the server ends the connection. */
  private static String answerToHalfABody() throws IOException {
    URI uri = server.baseUri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(60_000);
      String half =
          "POST /shop/report/plain HTTP/1.1\r\nHost: h\r\nPrefer: respond-async\r\n"
              + "Content-Length: 1000\r\n\r\nhalf of it";
      socket.getOutputStream().write(half.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void it_gets_a_408_and_neither_a_task_nor_a_stack_trace_is_made_of_it() throws Exception {
    // Undertow's timeout and the read are in a race, with more than one end.
    for (int i = 0; i < 3; i++) {
      assertTimedOut(answerToHalfABody());
    }
    assertThat(new Client(server, "shop").get("connection").statusCode()).isEqualTo(200);
    assertThat(server.log())
        .noneMatch(line -> line.startsWith("\tat "))
        .noneMatch(line -> line.contains("a response had already begun"));
  }

  private void assertTimedOut(String answer) {
    if (container == Container.UNDERTOW_2_3) {
      // It ends the connection, and nothing can be said any more.
      assertThat(answer).isEmpty();
    } else {
      assertThat(answer)
          .startsWith("HTTP/1.1 408 ")
          .contains("\r\nConnection: close\r\n")
          .doesNotContain("BodyReader");
    }
  }
}
