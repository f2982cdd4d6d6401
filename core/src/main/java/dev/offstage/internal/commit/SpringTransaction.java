package dev.offstage.internal.commit;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.function.Consumer;

/** A transaction of Spring's. For the thread that is in it, and no longer than that. */
public final class SpringTransaction implements Transaction {
  private final ClassLoader loader;
  private final MethodHandle[] calls;

  SpringTransaction(ClassLoader loader, MethodHandle[] calls) {
    this.loader = loader;
    this.calls = calls;
  }

  @Override
  public void whenEnded(Consumer<Outcome> end) throws Throwable {
    SpringTransactions.register(calls[2], end);
  }

  /** Which sees its Spring. */
  public ClassLoader loader() {
    return loader;
  }

  /** What Spring has bound to this thread: connections by their DataSource, and others. */
  public Map<?, ?> resources() throws Throwable {
    return (Map<?, ?>) calls[3].invoke();
  }

  /** Whether the application has declared that it does not write. */
  public boolean isReadOnly() throws Throwable {
    return (boolean) calls[4].invoke();
  }
}
