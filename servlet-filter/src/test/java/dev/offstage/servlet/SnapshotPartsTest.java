package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in a snapshot. */
class SnapshotPartsTest {
  @TempDir private Path own;
  @TempDir private Path containers;
  private final Snapshots snapshots = new Snapshots();
  private Webapp app;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .uploads("/upload", containers, (request, response) -> snapshots.take(request))
            .uploads(
                "/upload-then-use",
                containers,
                (request, response) -> {
                  snapshots.take(request);
                  Part photo = request.getPart("photo");
                  photo.write(containers.resolve("moved").toString());
                  response.getWriter().write(photo.getSize() + request.getParameter("title"));
                })
            .servlet("/no-config", (request, response) -> snapshots.take(request))
            .start();
    app.context.getServletContext().setAttribute(ServletContext.TEMPDIR, own.toFile());
    client = app.client();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    app.close();
  }

  private static byte[] form(String photo) {
    return Snapshots.utf8(
        "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nSea\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../p.png\"\r\n"
            + "Content-Type: image/png\r\nX-Own: 1\r\n\r\n"
            + photo
            + "\r\n--XX--\r\n");
  }

  private RequestSnapshot take(String path, String photo) throws Exception {
    assertThat(client.post("/shop" + path, form(photo), Snapshots.MULTIPART).status())
        .isEqualTo(200);
    return snapshots.next();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 10_000, 100_000})
  void it_has_copies_of_all_parts(int size) throws Exception {
    RequestSnapshot it = take("/upload", "x".repeat(size));
    assertThat(it.getParts()).extracting(Part::getName).containsExactly("title", "photo");
    Part photo = it.getPart("photo");
    assertThat(photo.getSize()).isEqualTo(size);
    assertThat(photo.getSubmittedFileName()).isEqualTo("../../p.png");
    assertThat(photo.getContentType()).isEqualTo("image/png");
    assertThat(photo.getHeader("x-own")).isEqualTo("1");
    assertThat(photo.getHeaders("X-OWN")).containsExactly("1");
    assertThat(photo.getHeaderNames()).contains("Content-Type", "X-Own");
    assertThat(Snapshots.text(photo.getInputStream())).isEqualTo("x".repeat(size));
    assertThat(Snapshots.text(photo.getInputStream())).hasSize(size);
    assertThat(it.getPart("none")).isNull();
    assertThat(it.getParameter("title")).isEqualTo("Sea");
    it.close();
    assertThat(Snapshots.files(own)).isEmpty();
    assertThatIOException().isThrownBy(photo::getInputStream);
  }

  @Test
  void a_part_is_written_where_the_task_says_as_often_as_it_says(@TempDir Path target)
      throws Exception {
    RequestSnapshot it = take("/upload", "x".repeat(100_000));
    Part photo = it.getPart("photo");
    photo.delete();
    photo.write(target.resolve("a").toString());
    photo.write(target.resolve("b").toString());
    assertThat(Files.size(target.resolve("a"))).isEqualTo(100_000);
    assertThat(Files.size(target.resolve("b"))).isEqualTo(100_000);
    assertThatIOException()
        .isThrownBy(() -> photo.write(photo.getSubmittedFileName()))
        .withMessageContaining("use an absolute path");
    it.close();
  }

  @Test
  void the_application_still_has_its_own_parts() throws Exception {
    String photo = "x".repeat(100_000);
    RawClient.Reply reply = client.post("/shop/upload-then-use", form(photo), Snapshots.MULTIPART);
    assertThat(reply.body()).isEqualTo("100000Sea");
    assertThat(containers.resolve("moved")).hasSize(100_000);
    RequestSnapshot it = snapshots.next();
    assertThat(it.getPart("photo").getInputStream()).hasContent(photo);
    it.close();
  }

  @Test
  void a_form_that_was_read_as_parts_has_no_stream() throws Exception {
    RequestSnapshot it = take("/upload", "x");
    assertThatThrownBy(it::getInputStream)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("getParts()");
  }

  @Test
  void without_a_multipart_configuration_it_has_the_stream() throws Exception {
    RequestSnapshot it = take("/no-config", "x");
    assertThat(it.getInputStream().readAllBytes()).isEqualTo(form("x"));
    assertThatThrownBy(it::getParts).isInstanceOf(ServletException.class);
  }

  @Test
  void what_is_no_multipart_form_has_no_parts() throws Exception {
    client.post("/shop/upload", new byte[3], "Content-Type: text/plain");
    assertThatThrownBy(snapshots.next()::getParts)
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("not a multipart form");
  }

  @Test
  void parts_that_have_no_place_on_the_disk_leave_nothing_behind() throws Exception {
    app.context
        .getServletContext()
        .setAttribute(ServletContext.TEMPDIR, own.resolve("missing").toFile());
    byte[] form = form("x".repeat(100_000));
    assertThat(client.post("/shop/upload", form, Snapshots.MULTIPART).status()).isEqualTo(500);
    assertThat(Snapshots.files(own)).isEmpty();
  }
}
