package dev.offstage.internal.gate;

import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the settings: a task goes through it before each attempt, and takes up a place "at
 * once" until the thread of the attempt has left it. Thread-safe.
 */
final class Limit implements Turn.Keeper {
  private final Clock clock;
  private final Turnstile turnstile;

  Limit(Clock clock, Turnstile turnstile) {
    this.clock = clock;
    this.turnstile = turnstile;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    StackRoom.askForNestedCalls();
    Turn turn = new Turn(task, this);
    // First: a task that is cancelled meanwhile is gone before it comes.
    task.holdsForAttempt(turn);
    if (turnstile.come(turn, clock.nanos())) {
      return true;
    }
    arm();
    return false;
  }

  @Override
  public void leave(Turn turn) {
    turnstile.leave(turn);
    open();
  }

  @Override
  public @Nullable PoolTask<?> inTheWay() {
    Turn holder = turnstile.latest();
    return holder == null ? null : holder.task;
  }

  private void open() {
    turnstile.open(clock::nanos);
    arm();
  }

  /** The rate opens it when it is time. */
  private void arm() {
    long wait = turnstile.alarm(clock.nanos());
    if (wait > 0) {
      boolean armed = false;
      try {
        clock.after(
            Duration.ofNanos(wait),
            () -> {
              turnstile.alarmIsOver();
              open();
            });
        armed = true;
      } finally {
        if (!armed) {
          turnstile.alarmIsOver();
        }
      }
    }
  }
}
