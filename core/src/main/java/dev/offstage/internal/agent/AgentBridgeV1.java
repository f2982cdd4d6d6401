package dev.offstage.internal.agent;

import dev.offstage.Start;
import dev.offstage.Work;
import dev.offstage.internal.Log;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the agent writes into a redirected method calls this class, and nothing else of the library.
 * The webapp's own loader resolves it, so each webapp reaches its own pools.
 *
 * <p>The name carries the version: agent and library need not be of one release. Methods are never
 * changed, only a {@code V2} added beside. All of them leave the decision to the caller when
 * anything goes wrong: {@code false} or null means that the body runs inline, as before Offstage.
 */
public final class AgentBridgeV1 {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private AgentBridgeV1() {}

  /** For older class files: asked first, before there is an array of arguments. */
  public static boolean isDue() {
    return Redirect.isDue();
  }

  /**
   * Links the call at the head of a redirected method (class files from version 51 on).
   *
   * @param lookup the redirected method's class
   * @param name the redirected method
   * @param type its parameters, with the receiver first unless static; boolean for a method that
   *     returns nothing, else its return type
   * @param isStatic 1 for a static method, else 0
   * @param pool the pool's name, empty for the default pool
   * @param start the name of a {@link Start}
   * @return a call that says whether (true, not null) the call was handed over
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup lookup,
      String name,
      MethodType type,
      int isStatic,
      String pool,
      String start) {
    MethodHandle inline = constantNothing(type);
    try {
      Redirect redirect = redirect(lookup, name, pool, start);
      MethodHandle body = body(lookup, name, bodyType(type, isStatic == 1), isStatic == 1);
      MethodHandle due =
          HERE.findStatic(Redirect.class, "isDue", MethodType.methodType(boolean.class));
      return new ConstantCallSite(
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(due, 0, type.parameterList()),
              handOver(lookup, redirect, body, type),
              inline));
    } catch (Throwable t) {
      // Every Throwable, linkage errors above all: the method then works as it is written.
      Log.warn("offstage: " + lookup.lookupClass().getName() + "." + name + " stays inline", t);
      return new ConstantCallSite(inline);
    }
  }

  /**
   * The same for older class files: hands the call over and says whether it did.
   *
   * @param arguments the receiver first, unless the method is static
   */
  public static boolean handOver(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      int isStatic,
      String pool,
      String start,
      Object[] arguments) {
    return HandleTarget.of(lookup, name, descriptor, isStatic == 1, pool, start)
        .handOver(arguments);
  }

  /** The same for older class files and methods that return a future; null when not handed over. */
  public static @Nullable Object handOverFuture(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      int isStatic,
      String pool,
      String start,
      Object[] arguments) {
    return HandleTarget.of(lookup, name, descriptor, isStatic == 1, pool, start)
        .handOverFuture(arguments);
  }

  static Redirect redirect(MethodHandles.Lookup lookup, String name, String pool, String start) {
    // Not getSimpleName(): it throws for some classes that no Java compiler wrote.
    String type = lookup.lookupClass().getName();
    String method = type.substring(type.lastIndexOf('.') + 1) + "." + name;
    return new Redirect(method, pool, Start.valueOf(start));
  }

  private static MethodType bodyType(MethodType site, boolean isStatic) {
    MethodType type = isStatic ? site : site.dropParameterTypes(0, 1);
    return isVoid(site) ? type.changeReturnType(void.class) : type;
  }

  private static boolean isVoid(MethodType site) {
    return site.returnType() == boolean.class;
  }

  /** The method itself and no override of it: a virtual call would run an override twice. */
  static MethodHandle body(
      MethodHandles.Lookup lookup, String name, MethodType type, boolean isStatic) {
    Class<?> owner = lookup.lookupClass();
    try {
      return isStatic
          ? lookup.findStatic(owner, name, type)
          : lookup.findSpecial(owner, name, type, owner);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle handOver(
      MethodHandles.Lookup lookup, Redirect redirect, MethodHandle body, MethodType site)
      throws ReflectiveOperationException, LambdaConversionException {
    Class<?> shape = isVoid(site) ? Work.class : Callable.class;
    MethodHandle handOver =
        isVoid(site)
            ? HERE.bind(redirect, "handOver", MethodType.methodType(boolean.class, Work.class))
            : HERE.bind(
                redirect, "handOverFuture", MethodType.methodType(Object.class, Callable.class));
    // The JIT sees through such a lambda; a bound method handle costs ten times as much.
    MethodHandle lambda =
        LambdaMetafactory.metafactory(
                lookup,
                isVoid(site) ? "run" : "call",
                site.changeReturnType(shape),
                MethodType.methodType(isVoid(site) ? void.class : Object.class),
                body,
                MethodType.methodType(body.type().returnType()))
            .getTarget();
    return MethodHandles.filterReturnValue(lambda, handOver).asType(site);
  }

  private static MethodHandle constantNothing(MethodType site) {
    MethodHandle nothing =
        isVoid(site)
            ? MethodHandles.constant(boolean.class, false)
            : MethodHandles.constant(Object.class, null)
                .asType(site.dropParameterTypes(0, site.parameterCount()));
    return MethodHandles.dropArguments(nothing, 0, site.parameterList());
  }
}
