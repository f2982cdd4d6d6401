package dev.offstage.internal.commit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction tells, of Spring's or of JTA's. Only its completion counts: what is registered
 * while Spring already calls {@code afterCommit} never hears of that, and what is thrown there
 * comes to the caller.
 */
final class Synchronization implements InvocationHandler {
  private static final Object LAST = Integer.MAX_VALUE;

  private final IntFunction<Outcome> outcomes;
  private final Consumer<Outcome> end;
  // Those made after the registration, as long as somebody can still go back to them.
  private final Set<Object> savepoints = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * @param outcomes what a status means
   */
  Synchronization(IntFunction<Outcome> outcomes, Consumer<Outcome> end) {
    this.outcomes = outcomes;
    this.end = end;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    Object argument = arguments == null || arguments.length == 0 ? null : arguments[0];
    switch (method.getName()) {
      case "afterCompletion":
        end.accept(
            argument instanceof Integer ? outcomes.apply((Integer) argument) : Outcome.UNKNOWN);
        return null;
      case "savepoint":
        if (argument != null) {
          savepoints.add(argument);
        }
        return null;
      case "savepointRollback":
        // One from before the registration: that is rolled back as well.
        if (argument != null && !savepoints.contains(argument)) {
          end.accept(Outcome.ROLLED_BACK);
        }
        return null;
      case "getOrder":
        return LAST;
      case "equals":
        return proxy == argument;
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "Offstage, after the commit";
      default:
        return null;
    }
  }
}
