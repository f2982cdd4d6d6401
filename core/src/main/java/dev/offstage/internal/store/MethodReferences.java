package dev.offstage.internal.store;

import dev.offstage.BoundArguments;
import dev.offstage.internal.task.StoredCall;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the method behind a method reference, which has a name that outlives the process. */
public final class MethodReferences {
  private static final String WHAT =
      "A durable task is a method and its arguments, such as Bound.call(Mails::send, order), or a"
          + " Work0 that is Mails::digest";

  private MethodReferences() {}

  /**
   * The call that this stands for.
   *
   * @param written a {@link BoundArguments}, or a method reference without arguments
   * @throws IllegalArgumentException if it is something else: says what to write
   */
  public static StoredCall callOf(Object written) {
    if (written instanceof BoundArguments) {
      BoundArguments bound = (BoundArguments) written;
      return callOf(bound.target(), bound.arguments());
    }
    return callOf(written, Collections.emptyList());
  }

  private static StoredCall callOf(Object reference, List<? extends @Nullable Object> arguments) {
    SerializedLambda lambda = serialized(reference);
    String name = lambda.getImplMethodName();
    int kind = lambda.getImplMethodKind();
    if (name.startsWith("lambda$") || kind == MethodHandleInfo.REF_newInvokeSpecial) {
      throw refused(reference, "is " + (name.startsWith("<") ? "a constructor" : "a lambda"));
    }
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      all.add(lambda.getCapturedArg(i));
    }
    all.addAll(arguments);
    boolean isStatic = kind == MethodHandleInfo.REF_invokeStatic;
    Object receiver = isStatic ? null : all.remove(0);
    return new StoredCall(
        method(reference, lambda.getImplClass(), name, lambda.getImplMethodSignature()),
        receiver,
        all);
  }

  private static SerializedLambda serialized(Object reference) {
    if (!(reference instanceof Serializable)) {
      throw refused(reference, "is none");
    }
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      Object lambda = replace.invoke(reference);
      if (lambda instanceof SerializedLambda) {
        return (SerializedLambda) lambda;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw refused(reference, "is none (" + e + ")");
    }
    throw refused(reference, "is none");
  }

  private static Method method(Object reference, String type, String name, String descriptor) {
    ClassLoader loader = reference.getClass().getClassLoader();
    try {
      Class<?> owner = Class.forName(type.replace('/', '.'), false, loader);
      MethodType signature = MethodType.fromMethodDescriptorString(descriptor, loader);
      for (Class<?> at = owner; at != null; at = at.getSuperclass()) {
        for (Method method : at.getDeclaredMethods()) {
          if (method.getName().equals(name)
              && signature.equals(
                  MethodType.methodType(method.getReturnType(), method.getParameterTypes()))) {
            return method;
          }
        }
      }
      for (Method method : owner.getMethods()) {
        if (method.getName().equals(name)
            && signature.equals(
                MethodType.methodType(method.getReturnType(), method.getParameterTypes()))) {
          return method;
        }
      }
    } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
      throw refused(reference, "names what cannot be loaded (" + e + ")");
    }
    throw refused(reference, "names a method that is not there: " + type + "." + name);
  }

  private static IllegalArgumentException refused(Object reference, String why) {
    return new IllegalArgumentException(WHAT + "; " + reference.getClass().getName() + " " + why);
  }
}
