package dev.offstage.internal.agent;

import dev.offstage.internal.text.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A redirected method whose arguments come in an array: because it may take a request, or because
 * its class file is too old for invokedynamic; in that case it is linked at its first call and then
 * found by name. One that could not be linked stays inline. Immutable.
 */
final class HandleTarget {
  private static final ClassValue<OfClass> TARGETS =
      new ClassValue<OfClass>() {
        @Override
        protected OfClass computeValue(Class<?> type) {
          return new OfClass();
        }
      };

  /** The targets of one class: so few that scanning them is quicker than making a key. */
  private static final class OfClass {
    private volatile HandleTarget[] known = {};

    @Nullable HandleTarget find(String name, String descriptor, String options) {
      for (HandleTarget target : known) {
        // The options, too: an agent that is attached again may bring other rules.
        if (target.name.equals(name)
            && target.descriptor.equals(descriptor)
            && target.options.equals(options)) {
          return target;
        }
      }
      return null;
    }

    void add(HandleTarget target) {
      HandleTarget[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = target;
      known = more;
    }
  }

  private final String name;
  private final String descriptor;
  private final String options;
  private final Redirect redirect;
  private final @Nullable MethodHandle body;
  private final int first;
  private final @Nullable Method durable;
  private final @Nullable Surrounded surrounded;

  /**
   * One that is never looked up: its call site is linked.
   *
   * @param first where the method's own arguments begin: 1 if the receiver comes before
   * @param durable the method, if its calls are written down; else null
   */
  HandleTarget(Redirect redirect, MethodHandle body, int first, @Nullable Method durable) {
    this("", "", "", redirect, body, first, durable, null);
  }

  private HandleTarget(
      String name,
      String descriptor,
      String options,
      Redirect redirect,
      @Nullable MethodHandle body,
      int first,
      @Nullable Method durable,
      @Nullable Surrounded surrounded) {
    this.name = name;
    this.descriptor = descriptor;
    this.options = options;
    this.redirect = redirect;
    this.body = body == null ? null : spread(body);
    this.first = first;
    this.durable = durable;
    this.surrounded = surrounded;
  }

  private static MethodHandle spread(MethodHandle body) {
    return body.asType(body.type().generic().changeReturnType(Object.class))
        .asSpreader(Object[].class, body.type().parameterCount());
  }

  static HandleTarget of(
      MethodHandles.Lookup lookup, String name, String descriptor, int isStatic, String options) {
    OfClass targets = TARGETS.get(lookup.lookupClass());
    HandleTarget known = targets.find(name, descriptor, options);
    if (known != null) {
      return known;
    }
    // Outside the lock: it loads classes of the application. Linking twice does no harm.
    HandleTarget linked = link(lookup, name, descriptor, isStatic == 1, options);
    synchronized (targets) {
      HandleTarget target = targets.find(name, descriptor, options);
      if (target == null) {
        target = linked;
        targets.add(target);
      }
      return target;
    }
  }

  private static HandleTarget link(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      boolean isStatic,
      String options) {
    Class<?> type = lookup.lookupClass();
    RedirectOptions parsed = RedirectOptions.NONE;
    MethodHandle body = null;
    Method durable = null;
    try {
      parsed = RedirectOptions.parse(options);
      MethodType bodyType =
          MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
      AgentBridgeV1.check(parsed, isStatic ? null : type, bodyType);
      RequestCopies.areNeededFor(bodyType);
      durable = AgentBridgeV1.durable(parsed, type, name, bodyType);
      body = AgentBridgeV1.body(lookup, name, bodyType, isStatic);
    } catch (Throwable t) {
      // Every Throwable, linkage errors above all: the method then works as written.
      Log.warn("offstage: " + type.getName() + "." + name + " stays inline", t);
      AgentErrors.tell(lookup, t);
    }
    Redirect redirect = AgentBridgeV1.redirect(lookup, name, parsed);
    return new HandleTarget(
        name,
        descriptor,
        options,
        redirect,
        body,
        isStatic ? 0 : 1,
        durable,
        surrounded(type, name, parsed, body));
  }

  private static @Nullable Surrounded surrounded(
      Class<?> type, String name, RedirectOptions options, @Nullable MethodHandle body) {
    Class<?> above = type.getSuperclass();
    return above == null || body == null
        ? null
        : new Surrounded(above, name, options, body.type().returnType());
  }

  /** As {@link Surrounded#enter}, for a method that calls the redirected one of its superclass. */
  @Nullable Object enter(Object[] arguments, @Nullable Object returns) {
    return body == null || surrounded == null
        ? null
        : surrounded.enter(new SpreadCall(body, arguments, first, null), returns);
  }

  boolean handOver(Object[] arguments) {
    return body != null && redirect.handOver(new SpreadCall(body, arguments, first, durable));
  }

  @Nullable Object handOverFuture(Object[] arguments) {
    return body == null
        ? null
        : redirect.handOverFuture(new SpreadCall(body, arguments, first, durable));
  }
}
