package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offstage.internal.request.RequestGuard;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A container that lends its requests out, and the guard that knows them. */
final class Lent {
  private Lent() {}

  /** What the container lends, here. */
  interface Request {
    String header();
  }

  static final class Jettys implements Request {
    @Override
    public String header() {
      return "anna";
    }
  }

  /** What a task may have, whatever is in it. */
  static final class Session {
    final Request current;

    Session(Request current) {
      this.current = current;
    }
  }

  static final class Guard implements RequestGuard {
    @Override
    public boolean mayBeLent(Class<?> declared) {
      return declared.isAssignableFrom(Jettys.class);
    }

    @Override
    public String objection(Object value) {
      return value instanceof Request ? "which is lent. Copy it." : null;
    }

    @Override
    public boolean isOfRequest(Object value) {
      return value instanceof Session;
    }
  }

  static void assertRefused(ThrowingCallable handOver) {
    assertThatIllegalArgumentException()
        .isThrownBy(handOver)
        .withMessageContaining(Jettys.class.getName())
        .withMessageContaining("which is lent. Copy it.");
    assertThat(Offstage.pool().queued()).isZero();
    assertThat(Offstage.pool().counts().rejected()).isZero();
  }
}
