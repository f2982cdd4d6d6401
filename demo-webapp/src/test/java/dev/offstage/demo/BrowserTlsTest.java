package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the first message of a TLS client; the JDK's own servers refuse some of these names. */
@Timeout(60)
class BrowserTlsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "images.test,images.test",
    "my_images.test,my_images.test",
    "bücher.test,xn--bcher-kva.test",
    "images.test.,images.test"
  })
  void tells_the_server_which_host_is_wanted(String typed, String named) throws Exception {
    assertThat(hello(typed)).contains(named).doesNotContain(named + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]"})
  void names_no_host_that_is_an_address(String typed) throws Exception {
    assertThat(hello(typed)).doesNotContain("127.0.0.1").doesNotContain("::1");
  }

  private String hello(String host) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(host(host)));
        SafeHttp http = new SafeHttp(new OwnImages(1), new Anywhere(), SafeHttp.Limits.DEFAULT)) {
      CompletableFuture<String> hello =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket client = server.accept()) {
                  return new String(client.getInputStream().readNBytes(200), ISO_8859_1);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      String url = "https://" + host + ":" + server.getLocalPort() + "/a.png";
      assertThatThrownBy(() -> http.fetch(PhotoUrl.parse(url), folder.resolve("file")))
          .isInstanceOf(PhotoException.class);
      return hello.get(30, TimeUnit.SECONDS);
    }
  }

  private static String host(String typed) {
    return typed.equals("[::1]") ? "::1" : "127.0.0.1";
  }

  private record Anywhere() implements Reach {
    @Override
    public List<InetAddress> lookup(String host) {
      return List.of(InetAddress.getLoopbackAddress());
    }

    @Override
    public void check(InetSocketAddress target) {
      // This test is about names.
    }
  }
}
