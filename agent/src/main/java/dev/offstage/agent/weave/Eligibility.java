package dev.offstage.agent;

import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Which methods can be redirected, and for the others the reason why not. */
final class Eligibility {
  private static final List<String> FUTURES =
      Arrays.asList(
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.CompletableFuture");

  private Eligibility() {}

  static boolean returnsFuture(MethodDescription method) {
    return FUTURES.contains(method.getReturnType().asErasure().getName());
  }

  /** Null when the method can be redirected. */
  static @Nullable String refusal(TypeDescription type, MethodDescription method) {
    if (isGenerated(type.getName())) {
      return "its class is a generated proxy; the method that it stands for is redirected";
    }
    if (method.isAbstract()) {
      return "it is abstract; annotate the methods that implement it";
    }
    if (method.isNative()) {
      return "it is native and has no body to run in a pool";
    }
    if (method.isSynthetic()) {
      return "the compiler made it; annotate the method in the source";
    }
    if (method.isSynchronized()) {
      return "it is synchronized: the task would hold the lock on which the next request waits";
    }
    TypeDescription returned = method.getReturnType().asErasure();
    if (!returned.represents(void.class) && !returnsFuture(method)) {
      return "it returns "
          + returned.getActualName()
          + ", which is not there yet when the call returns; allowed: void, Future, CompletionStage,"
          + " CompletableFuture";
    }
    return refusalOfParameters(method);
  }

  private static @Nullable String refusalOfParameters(MethodDescription method) {
    for (ParameterDescription parameter : method.getParameters()) {
      String name = parameter.getType().asErasure().getName();
      if (name.startsWith("javax.servlet.") || name.startsWith("jakarta.servlet.")) {
        return "it takes a "
            + name
            + ", which the server gives to another request when this one is over";
      }
      if (name.equals("kotlin.coroutines.Continuation")) {
        return "it is a Kotlin suspend function";
      }
    }
    return null;
  }

  private static boolean isGenerated(String type) {
    return type.contains("$$") || type.contains("CGLIB") || type.contains("$Proxy");
  }
}
