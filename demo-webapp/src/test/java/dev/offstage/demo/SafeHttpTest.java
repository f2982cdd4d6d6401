package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other server runs on the loopback address; only here its name counts as public. */
@Timeout(60)
class SafeHttpTest {
  private static final int NOT_OURS = 1;

  @TempDir Path folder;
  private RawServer server;
  private SafeHttp http;

  @BeforeEach
  void start() throws Exception {
    server = new RawServer();
    http = http(NOT_OURS, new SafeHttp.Limits(Duration.ofSeconds(30), 1000, 5));
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    server.close();
  }

  private static SafeHttp http(int ownPort, SafeHttp.Limits limits) {
    AddressGuard guard = new AddressGuard(SafeHttpTest::lookup);
    return new SafeHttp(new OwnImages(ownPort), new PublicForTest(guard), limits);
  }

  private static InetAddress[] lookup(String host) throws UnknownHostException {
    return switch (host) {
      case "inner.test" -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
      case "absent.test" -> throw new UnknownHostException(host);
      default -> InetAddress.getAllByName(host);
    };
  }

  private String fetch(String url) throws Exception {
    Path file = folder.resolve("file");
    http.fetch(URI.create(url), file);
    return Files.readString(file);
  }

  private String server(String path) {
    return "http://images.test:" + server.port() + path;
  }

  @Test
  void writes_what_the_other_server_gives() throws Exception {
    server.answers("/a.png", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(fetch(server("/a.png"))).isEqualTo("hello");
  }

  @Test
  void follows_redirects_between_public_servers() throws Exception {
    server.answers("/a.png", redirect("/b.png"));
    server.answers("/b.png", redirect(server("/c.png")));
    server.answers("/c.png", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(fetch(server("/a.png"))).isEqualTo("hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0177.1",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "inner.test"
      })
  void never_connects_to_this_machine_whatever_it_is_called(String host) {
    String secret = "http://" + host + ":" + server.port() + "/secret";
    assertThatThrownBy(() -> fetch(secret)).isInstanceOf(PhotoException.class);
    server.answers("/a.png", redirect(secret));
    assertThatThrownBy(() -> fetch(server("/a.png"))).isInstanceOf(PhotoException.class);
    assertThat(server.asked()).containsExactly("/a.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://images.test/a", "http://a:b@images.test/"})
  void looks_at_the_target_of_a_redirect_like_at_the_first_url(String target) {
    server.answers("/a.png", redirect(target));
    assertThatThrownBy(() -> fetch(server("/a.png")))
        .isInstanceOf(PhotoException.class)
        .hasMessageStartingWith("The URL must");
  }

  @Test
  void ends_a_redirect_loop() {
    server.answers("/a.png", redirect("/a.png"));
    assertThatThrownBy(() -> fetch(server("/a.png"))).hasMessage("More than 5 redirects.");
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void reaches_its_own_images_and_nothing_else_there() throws Exception {
    http.close();
    http = http(server.port(), SafeHttp.Limits.DEFAULT);
    server.answers("/slow/a.png", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(fetch("http://localhost:" + server.port() + "/slow/a.png")).isEqualTo("hi");

    server.answers("/slow/b.png", redirect("/api/photos"));
    assertThatThrownBy(() -> fetch("http://127.0.0.1:" + server.port() + "/slow/b.png"))
        .hasMessage("127.0.0.1 is not a public address: the demo does not fetch from there.");
    assertThat(server.asked()).doesNotContain("/api/photos");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 2000\r\n\r\n", "\r\n", "Content-Length: 99999999\r\n\r\n"})
  void stops_reading_at_the_limit(String headers) {
    server.answers("/a.png", "HTTP/1.1 200 OK\r\n" + headers + "x".repeat(2000));
    assertThatThrownBy(() -> fetch(server("/a.png")))
        .isInstanceOf(PhotoException.class)
        .hasMessageStartingWith("The image is bigger than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        ""
      })
  void gives_up_a_server_that_only_trickles(String start) throws Exception {
    http.close();
    http = http(NOT_OURS, new SafeHttp.Limits(Duration.ofMillis(400), 1000, 5));
    server.answersThenTrickles("/a.png", start);
    assertThatThrownBy(() -> fetch(server("/a.png")))
        .isInstanceOf(PhotoException.class)
        .hasMessage("The download took longer than 0.4 s.");
  }

  @Test
  void tells_failures_in_plain_words() {
    server.answers("/a.png", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    server.answers("/b.png", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this");
    server.answers("/c.png", "SSH-2.0-OpenSSH\r\n");
    assertThatThrownBy(() -> fetch(server("/a.png"))).hasMessage("The other server answered 404.");
    assertThatThrownBy(() -> fetch(server("/b.png"))).hasMessageStartingWith("The download broke");
    assertThatThrownBy(() -> fetch(server("/c.png"))).hasMessageStartingWith("The download broke");
    assertThatThrownBy(() -> fetch("http://absent.test/"))
        .hasMessage("There is no host named absent.test.");
    assertThatThrownBy(() -> fetch("http://images.test:1/"))
        .hasMessage("Nobody answers at images.test.");
  }

  private static String redirect(String to) {
    return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + "\r\n\r\n";
  }

  private record PublicForTest(AddressGuard guard) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      if (host.equals("images.test")) {
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
      }
      guard.resolve(host);
      throw new UnknownHostException(host); // Tests stay on this machine.
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
