package dev.offstage.servlet.respond.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.servlet.respond.returning.ReceivedResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a response ends, and where it has broken off. */
class ResponseReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private static String body(String response, boolean endMayBeClose) throws IOException {
    ResponseReader reader =
        new ResponseReader(new ByteArrayInputStream(response.getBytes(ISO_8859_1)));
    ReceivedResponse head = reader.readHead();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    reader.readBody(head, body, endMayBeClose);
    return head.status() + " " + body.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "Content-Length: 5\r\n\r\nhello",
        OK + "Content-Length: 5\r\n\r\nhello, and more",
        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: yes\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + OK + "Content-Length: 5\r\n\r\nhello",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK + "Content-Length: 5\r\n\r\nhello",
      })
  void a_whole_response_is_read(String response) throws IOException {
    assertThat(body(response, false)).isEqualTo("200 hello");
  }

  @Test
  void a_response_without_content_has_no_body() throws IOException {
    assertThat(body("HTTP/1.1 204 No Content\r\n\r\n", false)).isEqualTo("204 ");
    assertThat(body("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false))
        .isEqualTo("304 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nX-Hea",
        OK + "Content-Length: 5\r\n\r\nhell",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhell",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
      })
  void a_response_that_breaks_off_is_an_error(String response) {
    assertThatThrownBy(() -> body(response, true))
        .isInstanceOf(IOException.class)
        .hasMessage("the response broke off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        OK + "no name\r\n\r\n",
        OK + "Content-Length: five\r\n\r\nhello",
        OK + "Content-Length: -5\r\n\r\nhello",
        OK + "Transfer-Encoding: chunked\r\n\r\nfive\r\nhello",
      })
  void what_is_no_response_is_an_error(String response) {
    assertThatThrownBy(() -> body(response, true)).isInstanceOf(IOException.class);
  }

  @Test
  void a_body_without_a_length_is_read_to_the_end_only_where_that_may_be() throws IOException {
    assertThat(body(OK + "\r\nhello", true)).isEqualTo("200 hello");
    assertThatThrownBy(() -> body(OK + "\r\nhello", false))
        .isInstanceOf(IOException.class)
        .hasMessage("the response does not say how long it is");
  }
}
