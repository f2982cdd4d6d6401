package dev.offstage.internal.agent;

import dev.offstage.internal.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A redirected method of a class file that knows no invokedynamic: linked at its first call and
 * then found again by its name. One that could not be linked stays inline. Immutable.
 */
final class HandleTarget {
  private static final ClassValue<OfClass> TARGETS =
      new ClassValue<OfClass>() {
        @Override
        protected OfClass computeValue(Class<?> type) {
          return new OfClass();
        }
      };

  /** Those of one class: few, so that looking through them is quicker than making a key. */
  private static final class OfClass {
    private volatile HandleTarget[] known = {};

    @Nullable HandleTarget find(String name, String descriptor) {
      for (HandleTarget target : known) {
        if (target.name.equals(name) && target.descriptor.equals(descriptor)) {
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
  private final Redirect redirect;
  private final @Nullable MethodHandle body;

  private HandleTarget(
      String name, String descriptor, Redirect redirect, @Nullable MethodHandle body) {
    this.name = name;
    this.descriptor = descriptor;
    this.redirect = redirect;
    this.body = body;
  }

  static HandleTarget of(
      MethodHandles.Lookup lookup,
      String name,
      String descriptor,
      boolean isStatic,
      String pool,
      String start) {
    OfClass targets = TARGETS.get(lookup.lookupClass());
    HandleTarget known = targets.find(name, descriptor);
    if (known != null) {
      return known;
    }
    synchronized (targets) {
      HandleTarget target = targets.find(name, descriptor);
      if (target == null) {
        Redirect redirect = AgentBridgeV1.redirect(lookup, name, pool, start);
        target =
            new HandleTarget(name, descriptor, redirect, link(lookup, name, descriptor, isStatic));
        targets.add(target);
      }
      return target;
    }
  }

  private static @Nullable MethodHandle link(
      MethodHandles.Lookup lookup, String name, String descriptor, boolean isStatic) {
    Class<?> type = lookup.lookupClass();
    try {
      MethodType bodyType =
          MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
      MethodHandle body = AgentBridgeV1.body(lookup, name, bodyType, isStatic);
      return body.asType(body.type().generic().changeReturnType(Object.class))
          .asSpreader(Object[].class, body.type().parameterCount());
    } catch (Throwable t) {
      // Every Throwable, linkage errors above all: the method then works as it is written.
      Log.warn("offstage: " + type.getName() + "." + name + " stays inline", t);
      return null;
    }
  }

  boolean handOver(Object[] arguments) {
    MethodHandle target = body;
    return target != null && redirect.handOver(() -> invoke(target, arguments));
  }

  @Nullable Object handOverFuture(Object[] arguments) {
    MethodHandle target = body;
    return target == null ? null : redirect.handOverFuture(() -> invoke(target, arguments));
  }

  private static @Nullable Object invoke(MethodHandle body, Object[] arguments) throws Exception {
    try {
      return body.invoke(arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
