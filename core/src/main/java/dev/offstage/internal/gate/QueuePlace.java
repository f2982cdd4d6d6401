package dev.offstage.internal.gate;

import dev.offstage.internal.task.Place;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The place of one task in its client's share of a queue. Taken before the task is offered, so that
 * two tasks never take the last one; given up once, by whichever comes first: refusal, start or
 * cancellation. A task that is held back keeps it until then, even while it is not in the queue.
 */
public final class QueuePlace implements Place {
  private final QueueShares shares;
  private final String client;
  private final AtomicBoolean taken = new AtomicBoolean();
  // How many of the client's tasks were in the way of this one; 0: none.
  private volatile int inTheWay;

  QueuePlace(QueueShares shares, String client) {
    this.shares = shares;
    this.client = client;
  }

  /** Takes the place unless it is already taken; false: the client has used up its share. */
  public boolean take() {
    if (taken.get()) {
      return true;
    }
    inTheWay = shares.add(client);
    taken.set(inTheWay == 0);
    return inTheWay == 0;
  }

  /** Whether {@link #take()} would fail now. */
  public boolean isShareUsedUp() {
    return shares.isUsedUp(client);
  }

  /** Takes the place although the share is used up. */
  public void takePastShare() {
    shares.addPastShare(client);
    inTheWay = 0;
    taken.set(true);
  }

  @Override
  public void leave() {
    if (taken.compareAndSet(true, false)) {
      shares.remove(client);
    }
  }

  /** How many of its client's tasks waited when the task was refused for that; 0 if it was not. */
  public int inTheWay() {
    return inTheWay;
  }
}
