package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.Headers;

/** Status and headers of what the webapp has answered. Immutable. */
public final class ReceivedResponse {
  private final int status;
  private final Headers headers;

  public ReceivedResponse(int status, Headers headers) {
    this.status = status;
    this.headers = headers;
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }
}
