package dev.offstage.servlet.server;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/** The server's own object behind a request. */
public final class ContainerRequest {
  private ContainerRequest() {}

  /** What is left without the wrappers of filters. */
  public static ServletRequest of(ServletRequest request) {
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper) {
      own = ((ServletRequestWrapper) own).getRequest();
    }
    return own;
  }
}
