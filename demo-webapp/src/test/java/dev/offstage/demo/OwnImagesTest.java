package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnImagesTest {
  private final OwnImages own = new OwnImages(8080);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/slow/sunset.png",
        "http://localhost:8080/slow/sunset.png?delay=10s",
        "HTTP://LOCALHOST:8080/slow/a_b-1.png",
        "http://127.1:8080/slow/sunset.png",
        "http:\\\\127.0.0.1:8080\\slow\\sunset.png"
      })
  void has_the_slow_images(String url) throws Exception {
    assertThat(own.contains(PhotoUrl.parse(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/slow/sunset.png",
        "http://127.0.0.1/slow/sunset.png",
        "https://127.0.0.1:8080/slow/sunset.png",
        "http://127.0.0.2:8080/slow/sunset.png",
        "http://localhost.:8080/slow/sunset.png",
        "http://localhost.evil.test:8080/slow/sunset.png",
        "http://127.0.0.1:8080/api/photos",
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:8080/slow/../api/photos",
        "http://127.0.0.1:8080/slow/..;/api/a.png",
        "http://127.0.0.1:8080/slow/%2e%2e/api/a.png",
        "http://127.0.0.1:8080/slow//a.png",
        "http://127.0.0.1:8080/slowly/a.png"
      })
  void has_nothing_else_of_this_machine(String url) throws Exception {
    assertThat(own.contains(PhotoUrl.parse(url))).isFalse();
  }

  @Test
  void connects_to_no_other_server_of_this_machine() {
    assertThatCode(() -> own.check(new InetSocketAddress("127.0.0.1", 8080)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> own.check(new InetSocketAddress("127.0.0.1", 8081)))
        .isInstanceOf(PhotoException.class);
    assertThatThrownBy(() -> own.check(new InetSocketAddress("10.0.0.1", 8080)))
        .isInstanceOf(PhotoException.class);
  }
}
