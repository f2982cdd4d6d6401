package dev.offstage.internal.agent;

import dev.offstage.Work;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a {@link Work} or {@link Callable} out of a call of a redirected method: a lambda, which
 * the JIT sees through; a bound method handle costs ten times as much. The JVM makes a class for
 * each and keeps it as long as the method's class, so each is made once and reused even after the
 * agent has been detached and attached again. Thread-safe.
 */
final class CallShapes {
  private static final ClassValue<Map<String, MethodHandle>> KNOWN =
      new ClassValue<Map<String, MethodHandle>>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private CallShapes() {}

  /**
   * A handle that takes the method's arguments and returns a call of it.
   *
   * @param body the method
   * @param parameters its parameters, with the receiver first unless static
   * @param future whether it returns a future: the call is then a {@link Callable}
   */
  static MethodHandle of(
      MethodHandles.Lookup lookup,
      String name,
      MethodHandle body,
      MethodType parameters,
      boolean future)
      throws LambdaConversionException {
    Map<String, MethodHandle> known = KNOWN.get(lookup.lookupClass());
    String method = name + body.type().toMethodDescriptorString();
    MethodHandle shape = known.get(method);
    if (shape == null) {
      shape = make(lookup, body, parameters, future);
      known.put(method, shape);
    }
    return shape;
  }

  private static MethodHandle make(
      MethodHandles.Lookup lookup, MethodHandle body, MethodType parameters, boolean future)
      throws LambdaConversionException {
    return LambdaMetafactory.metafactory(
            lookup,
            future ? "call" : "run",
            parameters.changeReturnType(future ? Callable.class : Work.class),
            MethodType.methodType(future ? Object.class : void.class),
            body,
            MethodType.methodType(future ? body.type().returnType() : void.class))
        .getTarget();
  }
}
