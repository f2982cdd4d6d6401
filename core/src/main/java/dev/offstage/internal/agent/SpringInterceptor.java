package dev.offstage.internal.agent;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of Spring's interceptors, such as the one that begins transactions. A call that comes to
 * one and goes to a redirected method is handed over there: the task runs the interceptor with the
 * rest of its chain. What comes before it, such as a check of rights, stays in the caller's thread.
 * Thread-safe.
 */
final class SpringInterceptor {
  /** The value belongs to the class, so that neither keeps the other's loader. */
  private static final ClassValue<SpringInterceptor[]> KNOWN =
      new ClassValue<SpringInterceptor[]>() {
        @Override
        protected SpringInterceptor[] computeValue(Class<?> type) {
          try {
            return new SpringInterceptor[] {new SpringInterceptor(type)};
          } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // No Spring as it is known here: redirected methods leave what it surrounds.
            return new SpringInterceptor[0];
          }
        }
      };

  private final SpringInvocations invocations;
  private final MethodHandle invoke;

  private SpringInterceptor(Class<?> type) throws ReflectiveOperationException {
    invocations = new SpringInvocations(type.getClassLoader());
    Method method = type.getMethod("invoke", invocations.parameterType());
    if (!method.getDeclaringClass().getName().startsWith("org.springframework.")) {
      // It calls the method that is changed, and what it does before would be done twice.
      throw new NoSuchMethodException(method.toString());
    }
    invoke = SpringInvocations.handle(method);
  }

  static @Nullable SpringInterceptor of(Class<?> type) {
    SpringInterceptor[] known = KNOWN.get(type);
    return known.length == 0 ? null : known[0];
  }

  /**
   * As {@link Surrounded#enter}, for a call of this interceptor.
   *
   * @throws Throwable whatever Spring throws; the call then goes on as written
   */
  @Nullable Object enter(Object interceptor, Object invocation, long generation) throws Throwable {
    if (!invocations.include(invocation)) {
      return null;
    }
    Class<?> target = invocations.targetClass(invocation);
    Map<String, RedirectedMethod> redirected = RedirectedMethods.of(target, generation);
    if (redirected.isEmpty()) {
      return null;
    }
    Method method = invocations.implementation(invocation, target);
    RedirectedMethod known = redirected.get(RedirectedMethods.key(method));
    if (known == null) {
      return null;
    }
    SpringInvocations.Later later = invocations.later(invocation, invoke, interceptor);
    SpreadCall call = new SpreadCall(later.body(), later.arguments, 0, null);
    return known.surrounded.enter(call, known.returns);
  }
}
