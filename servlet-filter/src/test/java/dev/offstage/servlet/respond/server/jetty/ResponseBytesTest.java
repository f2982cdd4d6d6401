package dev.offstage.servlet.respond.server.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a response ends, and that a part of one is none. */
class ResponseBytesTest {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private ResponseBytes read(String text, int pieces, boolean toHead) throws IOException {
    ResponseBytes response = new ResponseBytes(body, toHead);
    byte[] all = text.replace("|", "\r\n").getBytes(ISO_8859_1);
    for (int i = 0; i < all.length; i += pieces) {
      response.accept(ByteBuffer.wrap(all, i, Math.min(pieces, all.length - i)));
    }
    return response;
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Content-Length: 5||hello, hello",
    "HTTP/1.1 200 OK|Content-Length: 0||, ''",
    "HTTP/1.1 200|Transfer-Encoding: chunked||5|hello|6;x=y| world|0|Trailer: x||, hello world",
    "HTTP/1.1 200|Transfer-Encoding: chunked||0||, ''",
    "HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Content-Length: 1||x, x",
    "HTTP/1.1 204 No Content||, ''",
    "HTTP/1.1 304 Not Modified|Content-Length: 5||, ''"
  })
  void it_ends_where_it_says_in_whatever_pieces_it_comes(String text, String expected)
      throws Exception {
    for (int pieces : new int[] {1, 2, 3, 7, 1000}) {
      body.reset();
      ResponseBytes response = read(text, pieces, false);
      assertThat(response.isOver()).as(pieces + " at a time").isTrue();
      // What comes then changes nothing.
      response.breakOff(new IOException("late"));
      response.fail(new IOException("late"));
      assertThat(response.result().status()).isPositive();
      assertThat(body.toString(ISO_8859_1)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 5||hell",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|",
        "HTTP/1.1 200 OK|Content-Le",
        "HTTP/1.1 100 Continue||",
        ""
      })
  void a_part_of_one_is_none_however_the_connection_ends(String text) throws Exception {
    ResponseBytes closed = read(text, 1000, false);
    assertThat(closed.isOver()).isFalse();
    closed.breakOff(null);
    assertThatThrownBy(closed::result).isInstanceOf(IOException.class);
    ResponseBytes ended = read(text, 1000, false);
    ended.end();
    assertThatThrownBy(ended::result).isInstanceOf(IOException.class);
  }

  @Test
  void one_without_a_length_ends_with_the_output_and_not_with_the_connection() throws Exception {
    String text = "HTTP/1.1 200 OK|Connection: close||hello";
    ResponseBytes ended = read(text, 4, false);
    assertThat(ended.isOver()).isFalse();
    ended.end();
    assertThat(ended.result().headers().first("connection")).isEqualTo("close");
    assertThat(body.toString(ISO_8859_1)).isEqualTo("hello");
    ResponseBytes closed = read(text, 4, false);
    closed.breakOff(null);
    assertThatThrownBy(closed::result).hasMessage("the response broke off");
  }

  @Test
  void the_response_to_a_head_has_no_body() throws Exception {
    ResponseBytes response = read("HTTP/1.1 200 OK|Content-Length: 5||", 1000, true);
    assertThat(response.isOver()).isTrue();
    assertThat(response.result().headers().first("Content-Length")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols||",
        "HTTP/1.1 abc|",
        "HTTP/1.1 200 OK|Content-Length: -1||",
        "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||five|"
      })
  void what_is_no_response_fails(String text) {
    assertThatThrownBy(() -> read(text, 1000, false)).isInstanceOf(IOException.class);
  }

  @Test
  void what_the_body_does_not_fit_into_fails_it() {
    ResponseBytes response =
        new ResponseBytes(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("too large");
              }
            },
            false);
    ByteBuffer bytes =
        ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> response.accept(bytes)).hasMessage("too large");
    assertThat(response.isOver()).isTrue();
    assertThatThrownBy(response::result).hasMessage("too large");
  }
}
