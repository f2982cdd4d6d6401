package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other server runs on the loopback address; only here its name counts as public. */
@Timeout(60)
class SafeHttpTest {
  private static final int NOT_OURS = 1;
  private static final Set<String> PUBLIC =
      Set.of("images.test", "my_images.test", "xn--bcher-kva.test", "xn--fa-hia.test");

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
    http.fetch(PhotoUrl.parse(url), file);
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
  @CsvSource({
    "my_images.test,my_images.test",
    "bücher.test,xn--bcher-kva.test",
    "BÜCHER。test,xn--bcher-kva.test",
    "b%C3%BCcher.test,xn--bcher-kva.test",
    "faß.test,xn--fa-hia.test"
  })
  void asks_every_host_that_a_browser_asks_by_the_name_that_the_guard_sees(
      String typed, String host) throws Exception {
    server.answers("/a.png", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(fetch("http://" + typed + ":" + server.port() + "/a.png")).isEqualTo("hi");
    assertThat(server.hosts()).containsExactly(host + ":" + server.port());
  }

  @ParameterizedTest
  @CsvSource({
    "/img/a b.png,/img/a%20b.png",
    "/img/日本.png,/img/%E6%97%A5%E6%9C%AC.png",
    "/x.png?a|b={c},/x.png?a|b={c}",
    "/x.png?größe=1#part,/x.png?gr%C3%B6%C3%9Fe=1",
    "\\img\\a.png,/img/a.png",
    "/img/[1].png,/img/[1].png",
    "/a%zz%,/a%zz%",
    "?q,/?q",
    "/img/./x/%2e%2e/a.png,/img/a.png"
  })
  void asks_for_what_a_browser_would_ask_for_typed_or_in_a_redirect(String typed, String asked)
      throws Exception {
    server.answers(asked, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(fetch(server(typed))).isEqualTo("hi");

    server.answers("/", redirect(new String(typed.getBytes(UTF_8), ISO_8859_1)));
    assertThat(fetch(server("/"))).isEqualTo("hi");
    assertThat(server.asked()).containsExactly(asked, "/", asked);
  }

  @Test
  void follows_a_redirect_to_a_name_in_utf8() throws Exception {
    String host = new String("//bücher.test".getBytes(UTF_8), ISO_8859_1) + ":" + server.port();
    server.answers("/a.png", redirect(host + "/b.png"));
    server.answers("/b.png", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(fetch(server("/a.png"))).isEqualTo("hi");
    assertThat(server.hosts()).last().isEqualTo("xn--bcher-kva.test:" + server.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a b/", "//a<b/", "http://1.2.3.4.5/", "//256.256.256.256/"})
  void says_what_is_wrong_with_the_target_of_a_redirect(String target) {
    server.answers("/a.png", redirect(target));
    assertThatThrownBy(() -> fetch(server("/a.png")))
        .isInstanceOf(PhotoException.class)
        .hasMessageStartingWith("This is not a URL.");
  }

  @Test
  void refuses_headers_without_an_end() {
    String endless = "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(1_000_000);
    server.answers("/a.png", endless);
    server.answers("/b.png", "HTTP/1.1 200 OK\r\n" + "X-More: 1\r\n".repeat(50_000));
    assertThatThrownBy(() -> fetch(server("/a.png"))).hasMessageStartingWith("The download broke");
    assertThatThrownBy(() -> fetch(server("/b.png"))).hasMessageStartingWith("The download broke");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "0x7f000001.",
        "0X7F.1",
        "017700000001",
        "0x0000000000007f.1",
        "localhost",
        "LOCALHOST",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "localhost.",
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

  private record PublicForTest(AddressGuard guard) implements Reach {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      if (PUBLIC.contains(host)) {
        return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
      }
      guard.lookup(host);
      throw new UnknownHostException(host); // Tests stay on this machine.
    }

    @Override
    public void check(InetSocketAddress target) throws PhotoException {
      if (!PUBLIC.contains(target.getHostString())) {
        guard.check(target);
      }
    }
  }
}
