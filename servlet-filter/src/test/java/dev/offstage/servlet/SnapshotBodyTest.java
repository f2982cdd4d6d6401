package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a snapshot takes a body, and what it leaves of it to the application. */
@ExtendWith(WithAgent.class)
class SnapshotBodyTest {

  private static final String TEXT = "Content-Type: text/plain";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @TempDir private Path folder;
  private final Snapshots snapshots = new Snapshots();
  private Webapp app;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .servlet("/take", (request, response) -> snapshots.take(request))
            .servlet(
                "/take-then-read",
                (request, response) -> {
                  snapshots.take(request);
                  response.getOutputStream().write(request.getInputStream().readAllBytes());
                })
            .servlet(
                "/take-then-ask",
                (request, response) -> {
                  snapshots.take(request);
                  response.getWriter().write(request.getParameter("name"));
                })
            .servlet(
                "/begin-then-take",
                (request, response) -> {
                  request.getInputStream().readNBytes(5);
                  snapshots.take(request);
                })
            .servlet(
                "/decompressed",
                (request, response) ->
                    snapshots.take(
                        new HttpServletRequestWrapper(request) {
                          @Override
                          public ServletInputStream getInputStream() {
                            return new Decompressed(new ByteArrayInputStream(new byte[20]));
                          }
                        }))
            .servlet("/reader-then-take", SnapshotBodyTest::refuseAfterReader)
            .servlet("/refused-then-read", SnapshotBodyTest::refusedThenRead)
            .start();
    client = app.client();
    tempFolder(folder);
  }

  private void tempFolder(Path path) {
    app.context.getServletContext().setAttribute(ServletContext.TEMPDIR, path.toFile());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    app.close();
  }

  private static void refusedThenRead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String message = "taken";
    try {
      RequestSnapshot.of(request);
    } catch (IllegalStateException e) {
      message = e.getMessage();
    }
    String left = Snapshots.text(request.getInputStream());
    response.getWriter().write(message + "; left: " + left.length());
  }

  private static void refuseAfterReader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    char[] first = new char[5];
    int n = request.getReader().read(first);
    assertThatIllegalStateException().isThrownBy(() -> RequestSnapshot.of(request));
    response.getWriter().write(new String(first, 0, n) + "|" + request.getReader().readLine());
  }

  private RequestSnapshot take(String path, byte[] body, String... headers) throws Exception {
    assertThat(client.post("/shop" + path, body, headers).status()).isEqualTo(200);
    return snapshots.next();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64 * 1024, 64 * 1024 + 1, 3_000_000})
  void it_has_the_body(int size) throws Exception {
    RequestSnapshot it = take("/take", random(size), "Content-Type: image/png");
    InputStream in = it.getInputStream();
    assertThat(it.getInputStream()).isSameAs(in);
    assertThat(in.readAllBytes()).isEqualTo(random(size));
    assertThat(it.getInputStream().isFinished()).isTrue();
    assertThat(it.getInputStream().isReady()).isTrue();
    it.close();
    assertThat(Snapshots.files(folder)).isEmpty();
  }

  @Test
  void a_large_body_is_in_a_file_that_only_this_user_can_read_until_it_is_closed()
      throws Exception {
    RequestSnapshot it = take("/take", random(100_000));
    assertThat(Snapshots.files(folder))
        .singleElement()
        .extracting(file -> permissions(file))
        .isEqualTo("rw-------");
    InputStream in = it.getInputStream();
    assertThat(in.read()).isNotNegative();
    it.close();
    it.close();
    assertThat(Snapshots.files(folder)).isEmpty();
    assertThatIOException().isThrownBy(in::read);
    assertThat(it.getMethod()).isEqualTo("POST");
  }

  @Test
  void a_closed_one_has_no_body() throws Exception {
    RequestSnapshot it = take("/take", random(10));
    it.close();
    assertThatIOException().isThrownBy(it::getInputStream).withMessageContaining("closed");
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void it_has_either_a_stream_or_a_reader() throws Exception {
    RequestSnapshot streamed = take("/take", random(10));
    assertThat(streamed.getInputStream()).isNotNull();
    assertThatIllegalStateException().isThrownBy(streamed::getReader);
    RequestSnapshot read = take("/take", random(10));
    assertThat(read.getReader()).isSameAs(read.getReader());
    assertThatIllegalStateException().isThrownBy(read::getInputStream);
  }

  @Test
  void its_stream_does_not_call_back() throws Exception {
    RequestSnapshot it = take("/take", random(10));
    assertThatThrownBy(() -> it.getInputStream().setReadListener(null))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void its_reader_decodes_as_the_request_says() throws Exception {
    byte[] utf16 = "für".getBytes(StandardCharsets.UTF_16BE);
    byte[] latin = "für".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf8 = "\"für\"".getBytes(StandardCharsets.UTF_8);
    assertThat(take("/take", utf16, TEXT + "; charset=utf-16be").getReader().readLine())
        .isEqualTo("für");
    assertThat(take("/take", latin, "Content-Type: x/y").getReader().readLine()).isEqualTo("für");
    assertThat(take("/take", utf8, "Content-Type: application/json").getReader().readLine())
        .isEqualTo("\"für\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void the_application_reads_the_body_as_if_none_had_been_taken(int size) throws Exception {
    String body = "x".repeat(size);
    RawClient.Reply reply = client.post("/shop/take-then-read", Snapshots.utf8(body), TEXT);
    assertThat(reply.body()).isEqualTo(body);
    RequestSnapshot it = snapshots.next();
    assertThat(Snapshots.text(it.getInputStream())).isEqualTo(body);
    it.close();
    Snapshots.awaitNoFiles(folder);
  }

  @Test
  void it_has_the_rest_of_a_body_that_has_been_begun() throws Exception {
    RequestSnapshot it = take("/begin-then-take", Snapshots.utf8("12345678"), TEXT);
    assertThat(it.getReader().readLine()).isEqualTo("678");
  }

  @Test
  void it_is_refused_when_the_reader_is_in_use() throws Exception {
    byte[] body = Snapshots.utf8("12345678");
    assertThat(client.post("/shop/reader-then-take", body, TEXT).body()).isEqualTo("12345|678");
  }

  @Test
  void a_form_has_parameters_for_both_and_no_stream() throws Exception {
    byte[] form = Snapshots.utf8("name=Anna+B&name=2");
    assertThat(client.post("/shop/take-then-ask?q=1", form, FORM).body()).isEqualTo("Anna B");
    RequestSnapshot it = snapshots.next();
    assertThat(it.getParameterValues("name")).containsExactly("Anna B", "2");
    assertThat(it.getParameter("q")).isEqualTo("1");
    assertThatThrownBy(it::getInputStream)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("getParameter()");
    assertThatThrownBy(it::getReader).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, FORM})
  void a_body_above_the_limit_is_refused_and_left_to_the_application(String type) throws Exception {
    int size = (int) RequestSnapshot.DEFAULT_LIMIT + 1;
    client.send("POST", "/shop/refused-then-read", new byte[size], type);
    assertThat(client.read().body())
        .contains("the body has 10485761 bytes, and at most 10485760 are copied")
        .endsWith("left: " + size);
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, FORM})
  void a_body_without_a_length_is_refused_and_left_to_the_application(String type)
      throws Exception {
    String head = "POST /shop/refused-then-read HTTP/1.1\r\nHost: localhost\r\n" + type + "\r\n";
    client.sendBytes(Snapshots.utf8(head + "Transfer-Encoding: chunked\r\n\r\n"));
    client.sendBytes(Snapshots.utf8("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
    assertThat(client.read().body()).isEqualTo("the body has no declared length; left: 5");
  }

  @Test
  void a_body_that_has_no_place_on_the_disk_is_left_to_the_application() throws Exception {
    tempFolder(folder.resolve("missing"));
    client.send("POST", "/shop/refused-then-read", new byte[100_000], TEXT);
    assertThat(client.read().body())
        .contains("the request cannot be copied")
        .endsWith("left: 100000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 100_000})
  void a_body_that_breaks_off_breaks_off_in_the_task(int size) throws Exception {
    client.sendHead("POST", "/shop/take", size, TEXT);
    client.sendBytes(new byte[size / 2]);
    client.close();
    RequestSnapshot it = snapshots.next();
    assertThat(it.getInputStream().readNBytes(size / 2)).hasSize(size / 2);
    assertThatIOException()
        .isThrownBy(() -> it.getInputStream().read())
        .withMessageContaining("the body broke off");
    it.close();
    Snapshots.awaitNoFiles(folder);
  }

  @Test
  void a_wrapper_that_gives_more_than_was_declared_is_not_cut_off_silently() throws Exception {
    RequestSnapshot it = take("/decompressed", new byte[10], TEXT);
    assertThat(it.getInputStream().readNBytes(10)).hasSize(10);
    assertThatIOException()
        .isThrownBy(() -> it.getInputStream().read())
        .withMessageContaining("longer than the declared 10 bytes");
  }
}
