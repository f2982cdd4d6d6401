package dev.offstage.internal.context;

import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/** Log4j 2's thread context: the map and the stack. */
final class Log4jCarrier implements ContextCarrier {
  private static final class Values {
    final Map<String, String> map;
    final ThreadContext.ContextStack stack;

    Values(Map<String, String> map, ThreadContext.ContextStack stack) {
      this.map = map;
      this.stack = stack;
    }
  }

  @Override
  public @Nullable Object capture() {
    if (ThreadContext.isEmpty() && ThreadContext.getDepth() == 0) {
      return null;
    }
    return new Values(ThreadContext.getContext(), ThreadContext.cloneStack());
  }

  @Override
  public void restore(@Nullable Object previous) {
    ThreadContext.clearAll();
    if (previous != null) {
      Values values = (Values) previous;
      ThreadContext.putAll(values.map);
      if (values.stack.getDepth() > 0) {
        ThreadContext.setStack(values.stack.copy());
      }
    }
  }

  @Override
  public String toString() {
    return "ThreadContext of Log4j";
  }
}
