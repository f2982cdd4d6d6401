package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.server.Members;
import org.jspecify.annotations.Nullable;

/**
 * Where an asynchronous request is: what {@code org.apache.coyote.AsyncStateMachine} says in the
 * comment of its class, whose own objects cannot do without a connection. Thread-safe.
 */
final class AsyncState {
  private enum State {
    DISPATCHED,
    STARTING,
    STARTED,
    MUST_COMPLETE,
    COMPLETE_PENDING,
    COMPLETING,
    TIMING_OUT,
    MUST_DISPATCH,
    DISPATCH_PENDING,
    DISPATCHING,
    READ_WRITE_OP,
    MUST_ERROR,
    ERROR
  }

  private final Members members;
  private final Object request;
  private final Object response;
  private final Thread container = Thread.currentThread();
  private State state = State.DISPATCHED;
  private @Nullable Object callback;
  private boolean errorProcessed;

  /** For the thread that serves the request. */
  AsyncState(Members members, Object request, Object response) {
    this.members = members;
    this.request = request;
    this.response = response;
  }

  private boolean is(State... states) {
    for (State each : states) {
      if (state == each) {
        return true;
      }
    }
    return false;
  }

  private IllegalStateException notNow(String call) {
    return new IllegalStateException(call + " is not allowed in the state " + state);
  }

  synchronized boolean isAsync() {
    return state != State.DISPATCHED;
  }

  synchronized boolean isStarted() {
    return isAsync() && !is(State.COMPLETING, State.DISPATCHING);
  }

  synchronized boolean isCompleting() {
    return is(State.MUST_COMPLETE, State.COMPLETING);
  }

  synchronized boolean isDispatching() {
    return is(State.MUST_DISPATCH, State.DISPATCHING);
  }

  synchronized boolean isTimingOut() {
    return state == State.TIMING_OUT;
  }

  synchronized boolean isError() {
    return state == State.ERROR;
  }

  synchronized void start(@Nullable Object contextCallback) {
    if (state != State.DISPATCHED) {
      throw notNow("startAsync");
    }
    state = State.STARTING;
    callback = contextCallback;
    errorProcessed = false;
  }

  /** A listener is about to read or write. */
  synchronized void operation() {
    if (state != State.STARTED) {
      throw notNow("reading or writing");
    }
    state = State.READ_WRITE_OP;
  }

  /** After each step; whether another one is due now, instead of a wait. */
  synchronized boolean step() {
    switch (state) {
      case COMPLETE_PENDING:
        stopListening();
        state = State.COMPLETING;
        return true;
      case DISPATCH_PENDING:
        stopListening();
        state = State.DISPATCHING;
        return true;
      case STARTING:
      case READ_WRITE_OP:
        state = State.STARTED;
        return false;
      case MUST_COMPLETE:
      case COMPLETING:
      case DISPATCHING:
        fireComplete();
        return true;
      case MUST_DISPATCH:
        state = State.DISPATCHING;
        return true;
      case STARTED:
        return false;
      default:
        throw notNow("going on");
    }
  }

  private void fireComplete() {
    Object listeners = callback;
    if (listeners != null) {
      members.call(listeners, "fireOnComplete");
    }
    state = State.DISPATCHED;
    countDown();
  }

  /** Whether a step is to be made by the serving thread. */
  synchronized boolean complete() {
    return end(State.COMPLETE_PENDING, State.MUST_COMPLETE, State.COMPLETING, "complete");
  }

  /** Whether a step is to be made by the serving thread. */
  synchronized boolean dispatch() {
    return end(State.DISPATCH_PENDING, State.MUST_DISPATCH, State.DISPATCHING, "dispatch");
  }

  private boolean end(State pending, State due, State now, String call) {
    if (Thread.currentThread() != container && is(State.STARTING, State.READ_WRITE_OP)) {
      state = pending;
      return false;
    }
    stopListening();
    boolean waits = state == State.STARTED;
    if (is(State.STARTING, State.MUST_ERROR)) {
      state = due;
    } else if (is(State.STARTED, State.READ_WRITE_OP, State.TIMING_OUT, State.ERROR)) {
      state = now;
    } else {
      throw notNow(call);
    }
    return waits;
  }

  synchronized void dispatched() {
    if (!isDispatching()) {
      throw notNow("the dispatch");
    }
    state = State.DISPATCHED;
    countDown();
  }

  synchronized boolean timeout() {
    if (state == State.STARTED) {
      state = State.TIMING_OUT;
      return true;
    }
    return false;
  }

  synchronized void error() {
    stopListening();
    if (state == State.STARTING) {
      state = State.MUST_ERROR;
      return;
    }
    if (errorProcessed) {
      return;
    }
    errorProcessed = true;
    if (state == State.DISPATCHED) {
      count("incrementInProgressAsyncCount");
    }
    state = State.ERROR;
  }

  private void stopListening() {
    members.set(request, "listener", null);
    members.set(response, "listener", null);
  }

  private void countDown() {
    count("decrementInProgressAsyncCount");
  }

  /** Versions that wait for requests at their stop count them. */
  private void count(String method) {
    Object counter = callback;
    if (counter != null && members.has(counter, method)) {
      members.call(counter, method);
    }
  }
}
