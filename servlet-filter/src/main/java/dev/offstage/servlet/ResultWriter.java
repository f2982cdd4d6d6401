package dev.offstage.servlet;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes the result of the work as the response. Called on the thread that did the work, or, if
 * filters have wrapped the response, on one of the container's.
 *
 * @param <T> what the work returns
 */
@FunctionalInterface
public interface ResultWriter<T extends @Nullable Object> {
  /**
   * Sets status and headers and writes the body; the response must not be kept.
   *
   * @throws Exception if anything goes wrong: the client gets a 500, or, if the first bytes have
   *     been sent, a response that is broken off
   */
  void write(T result, HttpServletResponse response) throws Exception;
}
