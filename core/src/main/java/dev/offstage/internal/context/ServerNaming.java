package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;

/**
 * What a server has under {@code java:comp} for the webapp that the current thread works for.
 * Provided by the servlet layer, where the server is one that ties it to the thread. Thread-safe.
 */
public interface ServerNaming {
  /** That of the current thread; null for none. */
  @Nullable Object current();

  /** Gives the current thread this one, until {@link #end}. */
  void begin(Object names);

  /** Gives it back the one before. */
  void end();

  /**
   * Says how; called before the runtime starts.
   *
   * @param naming null for a server where it is not known or not needed
   */
  static void use(@Nullable ServerNaming naming) {
    NamingCarrier.naming = naming;
  }
}
