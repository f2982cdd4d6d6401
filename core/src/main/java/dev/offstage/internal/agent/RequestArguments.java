package dev.offstage.internal.agent;

import org.jspecify.annotations.Nullable;

/**
 * Replaces arguments that belong to a request with copies that a task may keep. Provided by the
 * servlet layer. Thread-safe.
 */
public interface RequestArguments {
  /** Whether every object of this type belongs to the request. */
  boolean isOfRequest(Class<?> type);

  /** Whether an argument of this parameter type can belong to the request. */
  boolean mayHold(Class<?> parameterType);

  /** Whether a parameter of this type can take the copy of a request. */
  boolean fits(Class<?> parameterType);

  /** Whether this argument belongs to the request, so that no task may have it. */
  boolean isOfRequest(@Nullable Object argument);

  /**
   * The copy for an argument that is a request; the argument itself for anything else.
   *
   * @throws Exception if no copy can be made; the request is then as it was before
   */
  @Nullable Object copy(@Nullable Object argument) throws Exception;

  /** The task has ended, or never started: frees what the copy holds. */
  void release(@Nullable Object copy);
}
