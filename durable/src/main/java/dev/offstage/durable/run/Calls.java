package dev.offstage.durable.run;

import dev.offstage.durable.call.CallData;
import dev.offstage.durable.call.PlanData;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.names.Names;
import dev.offstage.internal.codec.Shapes;
import dev.offstage.internal.gate.Plan;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the calls of each method are written down. Thread-safe. */
public final class Calls {
  private final Names names;
  private final Shapes shapes = new Shapes();
  private final Map<NamedMethod, CallData> known = new ConcurrentHashMap<>();

  /** Those of the methods that have names. */
  public Calls(Names names) {
    this.names = names;
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
    named.checkReceiver();
    CallData unused = of(named);
    return named;
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

  /** What is kept of how its tasks end. */
  Outcomes outcomes(NamedMethod method) {
    return new Outcomes(hasResult(method) ? of(method)::writeResult : null);
  }
}
