package dev.offstage.servlet;

import dev.offstage.internal.agent.RequestArguments;
import dev.offstage.servlet.snapshot.NotCopiedException;
import dev.offstage.servlet.snapshot.RequestObjects;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Gives redirected methods a {@link RequestSnapshot} in place of the request. Thread-safe. */
final class SnapshotArguments implements RequestArguments {
  private final long limit;

  /**
   * Makes one.
   *
   * @param limit the largest body, in bytes, that is copied; 0 for none
   */
  SnapshotArguments(long limit) {
    this.limit = limit;
  }

  @Override
  public boolean isOfRequest(Class<?> type) {
    return RequestObjects.isType(type);
  }

  @Override
  public boolean mayHold(Class<?> parameterType) {
    return fits(parameterType)
        || RequestObjects.isType(parameterType)
        || RequestObjects.fit(parameterType);
  }

  @Override
  public boolean fits(Class<?> parameterType) {
    return parameterType.isAssignableFrom(RequestSnapshot.class);
  }

  @Override
  public @Nullable Object copy(@Nullable Object argument) throws NotCopiedException {
    if (argument instanceof HttpServletRequest) {
      return RequestSnapshot.take((HttpServletRequest) argument, limit, false);
    }
    if (argument != null && RequestObjects.isOne(argument)) {
      throw new NotCopiedException(
          argument instanceof ServletRequest
              ? "a request that is not HTTP cannot be copied for a task"
              : "a " + argument.getClass().getName() + " does not outlive its request");
    }
    return argument;
  }

  @Override
  public boolean isOfRequest(@Nullable Object argument) {
    return argument != null && RequestObjects.isOne(argument);
  }

  @Override
  public void release(@Nullable Object copy) {
    if (copy instanceof RequestSnapshot) {
      ((RequestSnapshot) copy).close();
    }
  }
}
