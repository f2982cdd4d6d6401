package dev.offstage.servlet.respond.kept;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Shows the owner the result of a task that was published by code, as often as it is asked for.
 *
 * @param <T> what the work returns
 */
@FunctionalInterface
public interface ResultView<T extends @Nullable Object> {
  /** Sets headers and writes the body. */
  void write(T result, HttpServletResponse response) throws Exception;
}
