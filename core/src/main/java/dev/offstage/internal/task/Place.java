package dev.offstage.internal.task;

/** A bounded place that a task takes up until it starts, ends or is refused. Thread-safe. */
public interface Place {
  /** Gives the place back. Does nothing the second time. */
  void leave();
}
