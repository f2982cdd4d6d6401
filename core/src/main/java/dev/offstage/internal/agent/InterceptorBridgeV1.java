package dev.offstage.internal.agent;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What the agent writes into code that surrounds redirected methods: the interceptors of Spring,
 * and the intercepted subclasses that CDI containers make. There the call is handed over before
 * anything is opened, so that the task begins the transaction, runs the body and commits.
 *
 * <p>As in {@link AgentBridgeV1}, the name carries the version and methods are never changed. If
 * anything goes wrong, null: the call goes on as written, and the redirected method itself decides.
 */
public final class InterceptorBridgeV1 {
  private InterceptorBridgeV1() {}

  /**
   * For the head of a method that takes Spring's {@code MethodInvocation}.
   *
   * @param generation another one whenever what is redirected has changed
   * @return what {@link Surrounded#enter} returns
   * @throws Throwable whatever Spring throws; the call then goes on as written
   */
  public static @Nullable Object enter(Object interceptor, Object invocation, long generation)
      throws Throwable {
    if (!Redirect.isDue()) {
      return null;
    }
    SpringInterceptor spring = SpringInterceptor.of(interceptor.getClass());
    return spring == null ? null : spring.enter(interceptor, invocation, generation);
  }

  /**
   * For the head of a method of a generated subclass that calls the redirected one.
   *
   * @param lookup the subclass
   * @param options see {@link RedirectOptions}
   * @param arguments the receiver first
   * @param returns what the caller gets from a method that returns neither nothing nor a future
   * @return what {@link Surrounded#enter} returns
   */
  public static @Nullable Object enter(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      String options,
      Object[] arguments,
      @Nullable Object returns) {
    if (!Redirect.isDue()) {
      return null;
    }
    HandleTarget target = HandleTarget.of(lookup, name, descriptor, 0, options);
    return target.enter(arguments, returns);
  }
}
