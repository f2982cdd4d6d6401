package dev.offstage.internal.request;

import org.jspecify.annotations.Nullable;

/**
 * Knows the objects that a container lends out for one request and then gives to the next one. The
 * servlet layer hands one in when it starts; in a program without it nothing is lent. Thread-safe.
 */
public interface RequestGuard {
  /** Whether a field of this declared type must be read, since it may hold such an object. */
  boolean mayBeLent(Class<?> declared);

  /**
   * Why a task must not have this object.
   *
   * @return a relative clause and what to do instead, for a message; null if the task may have it
   */
  @Nullable String objection(Object value);

  /**
   * What whoever gives a task this object has to know, though the task may have it.
   *
   * @return a relative clause and what to do instead, for a message; null for nothing
   */
  default @Nullable String caution(Object value) {
    return null;
  }

  /** Whether it is one that a task may have, so that what it holds is nobody's business. */
  boolean isOfRequest(Object value);

  /** Marks copies made for tasks, by this servlet layer or by the one for the other API. */
  interface Copy {}

  /** Sets the guard to ask at each hand-over from now on. */
  static void use(@Nullable RequestGuard guard) {
    Current.guard = guard;
  }

  /** The one in use, or null if none is to be asked. */
  static @Nullable RequestGuard current() {
    return Current.guard;
  }

  /** Holds the reference: an interface has no private fields. */
  final class Current {
    private static volatile @Nullable RequestGuard guard;

    private Current() {}
  }
}
