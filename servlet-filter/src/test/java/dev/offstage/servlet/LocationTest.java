package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Location header is made of comes from users: it must not begin another header. */
class LocationTest {
  private final AtomicReference<String> location = new AtomicReference<>();
  private final CopyOnWriteArrayList<String> worked = new CopyOnWriteArrayList<>();
  private Webapp app;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .servlet(
                "/accepted",
                (request, response) -> {
                  try {
                    AsyncReply.to(request, response)
                        .accepted(location.get())
                        .then(() -> worked.add("accepted"));
                  } catch (IllegalArgumentException e) {
                    response.sendError(400, "refused");
                  }
                })
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/photos/4 2",
        "/photos\r\nSet-Cookie: a=b",
        "/photos\n",
        "\t/photos",
        "/photos\u0000",
        "/photos\u007f",
        "/photos\ud83d"
      })
  void what_is_no_url_is_refused_and_nothing_begins(String bad) throws Exception {
    location.set(bad);
    RawClient.Reply reply = app.get("/accepted");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.headers()).doesNotContainKeys("Set-Cookie", "Location");
    app.undeploy();
    assertThat(worked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/photos/42", "https://example.org/photos?a=b&c=d#e", "../photos", "/a%20b"})
  void a_url_or_path_is_sent_as_it_is(String good) throws Exception {
    location.set(good);
    RawClient.Reply reply = app.get("/accepted");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Location")).isEqualTo(good);
  }

  /** The lower halves of the last one's first two characters are CR and LF. */
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "/photos/Zürich, /photos/Z%C3%BCrich",
    "/photos/\ud83d\ude00, /photos/%F0%9F%98%80",
    "/photos\u0085, /photos%C2%85",
    "/\u560d\u560aSet-Cookie:a=b, /%E5%98%8D%E5%98%8ASet-Cookie:a=b"
  })
  void other_characters_than_ascii_are_encoded(String given, String sent) throws Exception {
    location.set(given);
    RawClient.Reply reply = app.get("/accepted");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Location")).isEqualTo(sent);
  }

  @Test
  void the_pool_is_not_touched_by_a_refusal() throws Exception {
    location.set("");
    app.get("/accepted");
    assertThat(Offstage.pool().queued()).isZero();
  }
}
