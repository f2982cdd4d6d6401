package dev.offstage.containers;

import java.net.http.HttpClient;

/** What a group of tests needs: a server with webapps in it. */
interface Site {
  Platform platform();

  Server server();

  boolean withAgent();

  default Client client(String webapp) {
    return new Client(server(), webapp);
  }

  default Client http2Client(String webapp) {
    return new Client(server(), webapp, HttpClient.Version.HTTP_2);
  }

  /** Whatever a server's log puts around it, and though it may be written a moment later. */
  default void awaitLog(String... parts) {
    Logs.awaitLine(server(), parts);
  }
}
