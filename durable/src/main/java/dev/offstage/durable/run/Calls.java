package dev.offstage.durable.run;

import dev.offstage.durable.bean.Bean;
import dev.offstage.durable.bean.Beans;
import dev.offstage.durable.call.CallData;
import dev.offstage.durable.call.PlanData;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.names.Names;
import dev.offstage.internal.codec.Shapes;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.StoredCall;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the calls of each method are written down. Thread-safe. */
public final class Calls {
  private final Names names;
  private final Beans beans;
  private final Shapes shapes = new Shapes();
  private final Map<NamedMethod, CallData> known = new ConcurrentHashMap<>();
  // Of methods of this library's own.
  private final Map<Method, Supplier<@Nullable String>> conditions = new ConcurrentHashMap<>();

  /** Those of the methods that have names. */
  public Calls(Names names, Beans beans) {
    this.names = names;
    this.beans = beans;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#add}. */
  public void add(Method method, Supplier<@Nullable String> missing) {
    names.add(method);
    conditions.put(method, missing);
  }

  /** Whether something may have to come before calls of it can be made here. */
  boolean mayBeMissing(NamedMethod method) {
    return !method.isStatic() || conditions.containsKey(method.method);
  }

  Names names() {
    return names;
  }

  /**
   * Checks that calls of a method can be written down: what is the same for all of them.
   *
   * @throws IllegalArgumentException if not: says what of it, and why
   */
  public NamedMethod check(Method method, Plan plan) {
    PlanData.check(plan);
    NamedMethod named = names.of(method);
    if (!named.isStatic() && !beans.areKnown()) {
      named.checkConstructor();
    }
    CallData unused = of(named);
    return named;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#onBean}. */
  public @Nullable Callable<? extends @Nullable Object> onBean(StoredCall call) {
    NamedMethod method = names.of(call.method);
    return isOnBean(method, call.receiver) ? () -> call(method, true, call.arguments) : null;
  }

  /**
   * Whether calls on an object are calls on a bean, wherever they are run.
   *
   * @param receiver null for a static method
   * @throws IllegalArgumentException if the object can neither be found nor made there: says why
   */
  boolean isOnBean(NamedMethod method, @Nullable Object receiver) {
    if (method.isStatic()) {
      return false;
    }
    Bean bean = beans.find(method.method.getDeclaringClass());
    if (bean == null) {
      method.checkConstructor();
      return false;
    }
    if (Modifier.isPrivate(method.method.getModifiers())) {
      throw new IllegalArgumentException(
          method.name
              + " is private, and the bean '"
              + bean
              + "' may be a proxy, which does not have it; allowed: methods that are not private");
    }
    if (receiver != null && !bean.is(receiver)) {
      throw new IllegalArgumentException(
          method.name
              + ": the object of the call is not the bean '"
              + bean
              + "', on which the task would run elsewhere; allowed: the bean, as it is injected");
    }
    return true;
  }

  /**
   * Whether calls have to wait, since what they need is still to come. A bean that is just being
   * made is not there for other threads.
   *
   * @param onBean whether they were handed over on a bean
   */
  boolean isComing(NamedMethod method, boolean onBean) {
    return method.isStatic() ? missing(method, false) != null : onBean && beans.areComing();
  }

  /**
   * What has to come before calls of a method can be made here; null if nothing.
   *
   * @param onBean whether they were handed over on a bean
   */
  @Nullable String missing(NamedMethod method, boolean onBean) {
    if (method.isStatic()) {
      Supplier<@Nullable String> own = conditions.get(method.method);
      return own == null ? null : own.get();
    }
    if (beans.areComing()) {
      return "Spring's context has not started";
    }
    try {
      return beans.find(method.method.getDeclaringClass()) == null && onBean
          ? "there is no bean of " + method.method.getDeclaringClass().getName()
          : null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /**
   * Calls a method, on the bean if there is one.
   *
   * @param onBean whether there must be
   * @throws Exception what the method throws
   */
  @Nullable Object call(
      NamedMethod method, boolean onBean, List<? extends @Nullable Object> arguments)
      throws Exception {
    Bean bean = method.isStatic() ? null : beans.find(method.method.getDeclaringClass());
    if (bean != null) {
      return bean.with(object -> method.callOn(object, arguments));
    }
    if (onBean) {
      throw new IllegalStateException(
          method.name
              + ": there is no bean of "
              + method.method.getDeclaringClass().getName()
              + " any more");
    }
    return method.call(arguments);
  }

  /**
   * That of one method.
   *
   * @throws dev.offstage.internal.codec.NotStorableException if its arguments or its result cannot
   *     be written down
   */
  CallData of(NamedMethod method) {
    CallData data = known.get(method);
    if (data == null) {
      data = new CallData(method.method, shapes);
      if (hasResult(method)) {
        data.checkResult();
      }
      known.put(method, data);
    }
    return data;
  }

  /** Whether what it returns is kept. */
  static boolean hasResult(NamedMethod method) {
    Class<?> type = method.method.getReturnType();
    return type != void.class && type != Void.class;
  }

  /**
   * What is kept of how its tasks end.
   *
   * @param keep how long; null: as the store has it
   */
  Outcomes outcomes(NamedMethod method, @Nullable Duration keep) {
    return new Outcomes(hasResult(method) ? of(method)::writeResult : null, keep);
  }

  /** The same of one that comes again. */
  Outcomes turns(NamedMethod method) {
    return Outcomes.ofTurns(
        (now, data) -> {
          Schedule schedule = schedule(method, data);
          return schedule == null ? null : schedule.next(now);
        });
  }

  /** When a task comes again, as its row says; null if it does not, or that cannot be read. */
  @Nullable Schedule schedule(NamedMethod method, byte[] data) {
    try {
      return PlanData.schedule(of(method).readOptions(data));
    } catch (RuntimeException e) {
      return null;
    }
  }
}
