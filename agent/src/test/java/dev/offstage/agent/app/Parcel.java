package dev.offstage.agent.app;

import dev.offstage.Background;
import dev.offstage.internal.agent.RequestArguments;
import java.util.concurrent.CompletableFuture;

/** Stands for a request: a task gets a copy that can be read until it is closed. */
public final class Parcel {
  private final String content;
  private volatile boolean closed;

  Parcel(String content) {
    this.content = content;
  }

  /** Cannot become a task: a parcel does not outlive what it stands for. */
  @Background
  void weigh() {
    Calls.add("weigh " + content);
  }

  String content() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    return content;
  }

  /** What is done with a parcel. */
  static final class Desk {
    @Background
    void sign(Parcel parcel) {
      Calls.add("sign " + parcel.content());
    }

    @Background
    CompletableFuture<String> open(Parcel parcel) {
      Calls.add("open " + parcel.content());
      return CompletableFuture.completedFuture(parcel.content());
    }
  }

  /** As the servlet layer has it for requests. */
  static final class Copies implements RequestArguments {
    @Override
    public boolean isOfRequest(Class<?> type) {
      return type == Parcel.class;
    }

    @Override
    public boolean mayHold(Class<?> parameterType) {
      return parameterType == Parcel.class;
    }

    @Override
    public boolean fits(Class<?> parameterType) {
      return true;
    }

    @Override
    public boolean isOfRequest(Object argument) {
      return argument instanceof Parcel;
    }

    @Override
    public Object copy(Object argument) {
      return argument instanceof Parcel ? new Parcel(((Parcel) argument).content) : argument;
    }

    @Override
    public void release(Object copy) {
      if (copy instanceof Parcel) {
        ((Parcel) copy).closed = true;
      }
    }
  }
}
