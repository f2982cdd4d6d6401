package dev.offstage.spring;

import dev.offstage.Work;

/** What an application does with Spring's transactions. */
public interface Transacting {
  /**
   * Does the work as {@code @Transactional} would: rolls back if it throws, and commits otherwise.
   *
   * @param propagation the end of a constant's name, such as {@code REQUIRES_NEW}
   */
  void in(String propagation, Work work) throws Exception;

  /** The same in a new one that only reads. */
  void readOnly(Work work) throws Exception;

  /** The same in a new one whose time is over as soon as it asks for what is left. */
  void outOfTime(Work work) throws Exception;

  /** Asks how much time is left, as every statement does. */
  void askForTimeLeft();

  /** Marks the current one. */
  void setRollbackOnly();

  /** The database will not say how the current one ended. */
  void failWithoutOutcome();

  /** Registers a synchronization of the application's with the current one. */
  void afterCommit(Runnable action);

  /** The same for the completion, whatever it is. */
  void afterCompletion(Runnable action);

  /** Whether this thread still has what belongs to a transaction. */
  boolean isConnectionBound();

  /** Begins one and leaves it there, for ever. */
  void beginAndForget();
}
