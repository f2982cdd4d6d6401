package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One who begins tasks by slow requests and asks for them; each request on a new connection. */
final class RespondClient {
  private final Webapp app;
  private final String address;
  private final List<String> headers;

  /**
   * One with these headers in each request, such as a cookie.
   *
   * @param headers none for an anonymous one
   */
  RespondClient(Webapp app, String... headers) {
    this(app, "127.0.0.1", List.of(headers));
  }

  private RespondClient(Webapp app, String address, List<String> headers) {
    this.app = app;
    this.address = address;
    this.headers = headers;
  }

  /** An anonymous one at another address of the loop-back interface. */
  static RespondClient at(String address, Webapp app) {
    return new RespondClient(app, address, List.of());
  }

  private RawClient connect() throws IOException {
    return new RawClient(app.port(), address);
  }

  private String[] with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(Arrays.asList(more));
    return all.toArray(new String[0]);
  }

  RawClient.Reply send(String method, String path, String... more) throws IOException {
    return sendBody(method, path, "", more);
  }

  RawClient.Reply sendBody(String method, String path, String body, String... more)
      throws IOException {
    try (RawClient client = connect()) {
      client.send(method, path, body.getBytes(StandardCharsets.UTF_8), with(more));
      return client.read();
    }
  }

  /** Without a body, and without a length of it. */
  RawClient.Reply get(String path, String... more) throws IOException {
    try (RawClient client = connect()) {
      return client.get(path, with(more));
    }
  }

  /** A request that is to be answered at once. */
  RawClient.Reply begin(String path, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("Prefer: respond-async");
    return sendBody("POST", "/shop" + path, "name=ann", all.toArray(new String[0]));
  }

  /** The same, accepted: the URL of the status. */
  String begun(String path, String... more) throws IOException {
    RawClient.Reply accepted = begin(path, more);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    return accepted.header("Location");
  }

  /** The status as soon as it is another one than 202. */
  RawClient.Reply awaitEnd(String location) {
    return awaitEndOf(location);
  }

  /** The same for one who sends these headers. */
  RawClient.Reply awaitEndOf(String location, String... more) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get(location, more), reply -> reply.status() != 202);
  }

  RawClient.Reply head(String path, String... more) throws IOException {
    try (RawClient raw = connect()) {
      return raw.head(path, with(more));
    }
  }

  /** What came of it. */
  RawClient.Reply result(String location) throws IOException {
    RawClient.Reply end = awaitEnd(location);
    assertThat(end.status()).as(end.body()).isEqualTo(303);
    return get(end.header("Location"));
  }
}
