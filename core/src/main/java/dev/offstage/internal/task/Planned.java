package dev.offstage.internal.task;

import dev.offstage.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only a task with a plan has, or one that is held back. Thread-safe. */
final class Planned {
  private @Nullable List<Place> held;
  private @Nullable List<Place> heldByAttempt;
  private volatile @Nullable Kept kept;
  private volatile @Nullable Passage passage;
  private volatile List<Gate> again = Collections.emptyList();
  private volatile Priority priority = Priority.NORMAL;
  private volatile long laterNanos;
  private volatile @Nullable Attempts attempts;
  private volatile boolean elsewhere;
  private volatile @Nullable Stored stored;
  private volatile @Nullable Object leftWork;
  private volatile @Nullable Elsewhere known;
  private @Nullable String cause;
  private volatile @Nullable Instant due;
  private final Followers followers = new Followers();

  /** The tasks that follow this one. */
  Followers followers() {
    return followers;
  }

  /** Its work, of which somebody else now has to say how it ends; null if it ends here. */
  @Nullable Object leftWork() {
    return leftWork;
  }

  void leftWork(@Nullable Object work) {
    leftWork = work;
  }

  /** When its time comes; null if it does not wait for that. */
  @Nullable Instant due() {
    return due;
  }

  void due(@Nullable Instant time) {
    due = time;
  }

  /** The task is held back, and lets this know when nothing is in its way. */
  void keptBy(Kept holder) {
    kept = holder;
  }

  @Nullable Kept kept() {
    return kept;
  }

  void passes(Passage gates) {
    passage = gates;
  }

  /** What it has to pass again before it is tried again. */
  List<Gate> again() {
    return again;
  }

  void again(List<Gate> gates) {
    again = gates;
  }

  @Nullable Passage passage() {
    return passage;
  }

  Priority priority() {
    return priority;
  }

  void priority(Priority its) {
    priority = its;
  }

  /** How much later than its hand-over its turn is, for its priority; below 0: earlier. */
  long laterNanos() {
    return laterNanos;
  }

  void laterNanos(long its) {
    laterNanos = its;
  }

  @Nullable Attempts attempts() {
    return attempts;
  }

  void attempts(Attempts its) {
    attempts = its;
  }

  /** Where it is written down; null if it lives here only. */
  @Nullable Stored stored() {
    return stored;
  }

  void stored(Stored its) {
    stored = its;
  }

  /** What others have said of it; null if it is this process's. */
  @Nullable Elsewhere known() {
    return known;
  }

  void known(@Nullable Elsewhere its) {
    known = its;
  }

  boolean runsElsewhere() {
    return elsewhere;
  }

  void runElsewhere() {
    elsewhere = true;
  }

  /** Why it was cancelled; null if nobody said so. */
  synchronized @Nullable String cause() {
    return cause;
  }

  /** The first one holds. */
  synchronized void cause(String why) {
    if (cause == null) {
      cause = why;
    }
  }

  /** Has something to give back when no thread is in it any more, and none will be. */
  synchronized void holds(Place place) {
    held = with(held, place);
  }

  /** The same, but when the thread of this attempt has left it. */
  synchronized void holdsForAttempt(Place place) {
    heldByAttempt = with(heldByAttempt, place);
  }

  private static List<Place> with(@Nullable List<Place> known, Place place) {
    List<Place> all = known == null ? new ArrayList<>(1) : known;
    all.add(place);
    return all;
  }

  /**
   * No thread is in it now.
   *
   * @param forGood whether none will be
   */
  void leaveHeld(boolean forGood) {
    List<Place> left = new ArrayList<>();
    synchronized (this) {
      if (heldByAttempt != null) {
        left.addAll(heldByAttempt);
        heldByAttempt = null;
      }
      if (forGood && held != null) {
        left.addAll(held);
        held = null;
      }
    }
    for (Place place : left) {
      place.leave();
    }
  }
}
