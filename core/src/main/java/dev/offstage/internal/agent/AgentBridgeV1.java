package dev.offstage.internal.agent;

import dev.offstage.Work;
import dev.offstage.internal.text.Log;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The code that the agent writes into a redirected method calls this class, and nothing else in the
 * library. The webapp's own loader resolves it, so each webapp reaches its own pools.
 *
 * <p>The name carries the version: agent and library need not be of the same release. Methods are
 * never changed; a {@code V2} is added beside this instead. If anything goes wrong, all of them
 * leave the work to the caller: {@code false} or null means that the body runs inline, as before
 * Offstage.
 */
public final class AgentBridgeV1 {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private AgentBridgeV1() {}

  /** For older class files: asked first, before an array of arguments is made. */
  public static boolean isDue() {
    return Redirect.isDue();
  }

  /**
   * Links the call at the head of a redirected method (class files from version 51 on).
   *
   * @param lookup the redirected method's class
   * @param name the redirected method
   * @param site its parameters, with the receiver first unless static; returns the method's type of
   *     future, else boolean
   * @param type the method's own type
   * @param isStatic 1 for a static method, else 0
   * @param options see {@link RedirectOptions}
   * @return a call site that says by true, or by not null, that the call was handed over
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup lookup,
      String name,
      MethodType site,
      MethodType type,
      int isStatic,
      String options) {
    MethodHandle inline = constantNothing(site);
    try {
      RedirectOptions parsed = RedirectOptions.parse(options);
      check(parsed, isStatic == 1 ? null : lookup.lookupClass(), type);
      Redirect redirect = redirect(lookup, name, parsed);
      MethodHandle body = body(lookup, name, type, isStatic == 1);
      Method durable = durable(parsed, lookup.lookupClass(), name, type);
      MethodHandle due =
          HERE.findStatic(Redirect.class, "isDue", MethodType.methodType(boolean.class));
      return new ConstantCallSite(
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(due, 0, site.parameterList()),
              RequestCopies.areNeededFor(type) || parsed.plans.needArguments()
                  ? handOverArray(new HandleTarget(redirect, body, 1 - isStatic, durable), site)
                  : handOver(lookup, name, redirect, body, site),
              inline));
    } catch (Throwable t) {
      // Every Throwable, linkage errors above all: the method then works as written.
      Log.warn("offstage: " + lookup.lookupClass().getName() + "." + name + " stays inline", t);
      AgentErrors.tell(lookup, t);
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
      String options,
      Object[] arguments) {
    return HandleTarget.of(lookup, name, descriptor, isStatic, options).handOver(arguments);
  }

  /** The same for older class files and methods that return a future; null when not handed over. */
  public static @Nullable Object handOverFuture(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      int isStatic,
      String options,
      Object[] arguments) {
    return HandleTarget.of(lookup, name, descriptor, isStatic, options).handOverFuture(arguments);
  }

  static Redirect redirect(MethodHandles.Lookup lookup, String name, RedirectOptions options) {
    // Not getSimpleName(): it throws for some classes that no Java compiler wrote.
    String type = lookup.lookupClass().getName();
    return new Redirect(type.substring(type.lastIndexOf('.') + 1) + "." + name, options);
  }

  /**
   * Checks that a call can be handed over at all.
   *
   * @param owner the class whose object the method belongs to; null for a static method
   * @param type the method's own type
   */
  static void check(RedirectOptions options, @Nullable Class<?> owner, MethodType type) {
    options.plans.check(type);
    if (options.takesRequest && RequestCopies.maker() == null) {
      throw new IllegalStateException(
          "it takes a request, and Offstage's servlet layer, which copies requests, has not started");
    }
    if (owner != null && RequestCopies.isOfRequest(owner)) {
      throw new IllegalStateException(
          "it is a method of a " + owner.getName() + ", which does not outlive its request");
    }
  }

  private static boolean returnsFuture(MethodType site) {
    return site.returnType() != boolean.class;
  }

  /** The method itself, not an override of it: a virtual call would run an override twice. */
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

  /** The method, if its calls are written down; else null. */
  static @Nullable Method durable(
      RedirectOptions options, Class<?> owner, String name, MethodType type) {
    return options.plans.areDurable() ? DurableMethods.find(owner, name, type) : null;
  }

  private static MethodHandle handOver(
      MethodHandles.Lookup lookup,
      String name,
      Redirect redirect,
      MethodHandle body,
      MethodType site)
      throws ReflectiveOperationException, LambdaConversionException {
    boolean future = returnsFuture(site);
    MethodHandle handOver =
        future
            ? HERE.bind(
                redirect, "handOverFuture", MethodType.methodType(Object.class, Callable.class))
            : HERE.bind(redirect, "handOver", MethodType.methodType(boolean.class, Work.class));
    MethodHandle call = CallShapes.of(lookup, name, body, site, future);
    return MethodHandles.filterReturnValue(call, handOver).asType(site);
  }

  private static MethodHandle handOverArray(HandleTarget target, MethodType site)
      throws ReflectiveOperationException {
    boolean future = returnsFuture(site);
    return HERE.bind(
            target,
            future ? "handOverFuture" : "handOver",
            MethodType.methodType(future ? Object.class : boolean.class, Object[].class))
        .asCollector(Object[].class, site.parameterCount())
        .asType(site);
  }

  private static MethodHandle constantNothing(MethodType site) {
    MethodHandle nothing =
        returnsFuture(site)
            ? MethodHandles.constant(Object.class, null)
                .asType(site.dropParameterTypes(0, site.parameterCount()))
            : MethodHandles.constant(boolean.class, false);
    return MethodHandles.dropArguments(nothing, 0, site.parameterList());
  }
}
