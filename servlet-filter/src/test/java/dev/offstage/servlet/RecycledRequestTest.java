package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.servlet.snapshot.NotCopiedException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A request object that is kept becomes the next user's; a snapshot stays the first user's. */
@ExtendWith(WithAgent.class)
class RecycledRequestTest {
  private static final int OTHERS = 200;

  @TempDir private Path folder;
  private final Snapshots snapshots = new Snapshots();
  private final BlockingQueue<HttpServletRequest> kept = new LinkedBlockingQueue<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final SnapshotArguments arguments = new SnapshotArguments(1000);
  private Webapp app;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .servlet("/take", (request, response) -> snapshots.take(request))
            .servlet("/keep", (request, response) -> kept.add(request))
            .servlet("/look", (request, response) -> seen.add(kept.element().getHeader("X-User")))
            .servlet("/hand-over", (request, response) -> handOver(request))
            .uploads("/upload", folder, (request, response) -> snapshots.take(request))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  /** Should this fail one day, the next test proves nothing any more. */
  @Test
  void jettys_own_object_shows_the_next_users_header() throws Exception {
    try (RawClient client = app.client()) {
      client.post("/shop/keep", new byte[0], "X-User: anna");
      client.post("/shop/look", new byte[0], "X-User: bert");
      assertThat(seen).containsExactly("bert");
    }
  }

  @Test
  void a_snapshot_keeps_header_cookie_query_and_body_after_many_requests_of_others()
      throws Exception {
    try (RawClient client = app.client()) {
      post(client, "anna");
      RequestSnapshot annas = snapshots.next();
      for (int i = 0; i < OTHERS; i++) {
        post(client, "user" + i);
      }
      isOf("anna", annas);
      for (int i = 0; i < OTHERS; i++) {
        isOf("user" + i, snapshots.next());
      }
    }
  }

  @Test
  void tasks_see_their_own_request_while_many_users_post_at_once() throws Exception {
    int users = 8;
    int each = 50;
    ExecutorService clients = Executors.newFixedThreadPool(users);
    List<Future<?>> posts = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      String user = "user" + i;
      posts.add(
          clients.submit(
              () -> {
                try (RawClient client = app.client()) {
                  for (int n = 0; n < each; n++) {
                    post(client, "/shop/hand-over", user + "-" + n);
                  }
                }
                return null;
              }));
    }
    for (Future<?> post : posts) {
      post.get(60, TimeUnit.SECONDS);
    }
    clients.shutdown();
    await().until(() -> seen.size() == users * each);
    assertThat(seen).doesNotHaveDuplicates().noneMatch(it -> it.startsWith("wrong"));
  }

  /** Hands a snapshot over; the task says whose it was. */
  private void handOver(HttpServletRequest request) throws NotCopiedException {
    RequestSnapshot copy = (RequestSnapshot) arguments.copy(request);
    Offstage.run(
        () -> {
          String user = copy.getHeader("X-User");
          try {
            isOf(user, copy);
            seen.add(user);
          } catch (AssertionError e) {
            seen.add("wrong: " + e.getMessage());
          } finally {
            arguments.release(copy);
          }
        });
  }

  private static void post(RawClient client, String user) throws Exception {
    post(client, "/shop/take", user);
  }

  private static void post(RawClient client, String path, String user) throws Exception {
    client.send(
        "POST",
        path + "?user=" + user,
        Snapshots.utf8("body of " + user),
        "X-User: " + user,
        "Cookie: user=" + user,
        "Content-Type: text/plain");
    assertThat(client.read().status()).isEqualTo(200);
  }

  private static void isOf(String user, RequestSnapshot snapshot) throws Exception {
    assertThat(snapshot.getHeader("X-User")).isEqualTo(user);
    assertThat(snapshot.getCookies()).extracting(Cookie::getValue).containsExactly(user);
    assertThat(snapshot.getParameter("user")).isEqualTo(user);
    assertThat(snapshot.getQueryString()).isEqualTo("user=" + user);
    assertThat(snapshot.getReader().readLine()).isEqualTo("body of " + user);
  }

  @Test
  void a_snapshot_keeps_its_parts_after_many_uploads_of_others() throws Exception {
    try (RawClient client = app.client()) {
      upload(client, "anna");
      RequestSnapshot annas = snapshots.next();
      for (int i = 0; i < 20; i++) {
        upload(client, "user" + i);
        snapshots.next().close();
      }
      Part photo = annas.getPart("photo");
      assertThat(Snapshots.text(photo.getInputStream())).startsWith("anna").hasSize(100_000);
      annas.close();
    }
  }

  private static void upload(RawClient client, String user) throws Exception {
    String part = "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p\"\r\n\r\n";
    String photo = user + "x".repeat(100_000 - user.length());
    byte[] body = Snapshots.utf8(part + photo + "\r\n--XX--\r\n");
    assertThat(client.post("/shop/upload", body, Snapshots.MULTIPART).status()).isEqualTo(200);
  }
}
