package dev.offstage.internal.task;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work that can be written down: a method and its arguments. Immutable. */
public final class StoredCall {
  public final Method method;

  /** The object whose method it is; null for a static one. */
  public final @Nullable Object receiver;

  public final List<@Nullable Object> arguments;

  public StoredCall(
      Method method, @Nullable Object receiver, List<? extends @Nullable Object> arguments) {
    this.method = method;
    this.receiver = receiver;
    this.arguments = new ArrayList<>(arguments);
  }

  /** Class and method, for a task without another name. */
  public String name() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
