package dev.offstage.agent.weave;

import dev.offstage.agent.Count;
import dev.offstage.agent.rules.Literal;
import dev.offstage.agent.rules.Redirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Which methods can be redirected and, for the others, why not. */
final class Eligibility {
  private static final List<String> FUTURES =
      Arrays.asList(
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.CompletableFuture");

  /** Copied for the task. */
  private static final List<String> REQUESTS =
      Arrays.asList("ServletRequest", "HttpServletRequest");

  /** These live on after the request. */
  private static final List<String> OUTLIVING =
      Arrays.asList("ServletContext", "ServletConfig", "FilterConfig", "Cookie");

  /** The JVM allows 255 for a call, and what links the call needs some of them. */
  private static final int MOST_SLOTS = 250;

  private Eligibility() {}

  static boolean returnsFuture(MethodDescription method) {
    return FUTURES.contains(method.getReturnType().asErasure().getName());
  }

  /** Null when the method can be redirected. */
  static @Nullable String refusal(
      TypeDescription type, MethodDescription method, Redirection redirection) {
    if (isOurs(type.getName())) {
      return "its class is part of Offstage";
    }
    if (isGenerated(type)) {
      return "its class is a generated proxy; name the method that it stands for";
    }
    if (method.isAbstract()) {
      return "it is abstract; name the methods that implement it; a rule can do so with Class+";
    }
    if (method.isNative()) {
      return "it is native and has no body to run in a pool";
    }
    if (method.isSynthetic()) {
      return "the compiler made it; annotate the method in the source";
    }
    if (method.isSynchronized() && !redirection.takesLock()) {
      return "it is synchronized: the task would hold the lock that the next request waits for;"
          + " a rule with synchronized=yes accepts that";
    }
    if (method.getStackSize() > MOST_SLOTS) {
      return "it has more parameters than can be handed over";
    }
    if (isSuspending(method)) {
      return "it is a Kotlin suspend function";
    }
    String refusal = refusalOfResult(method, redirection.returns());
    if (refusal == null && redirection.isDurable()) {
      refusal = refusalOfDurable(method);
    }
    if (refusal == null) {
      refusal = refusalOfArguments(method, redirection.neededArguments());
    }
    return refusal == null ? refusalOfParameters(method) : refusal;
  }

  private static @Nullable String refusalOfDurable(MethodDescription method) {
    if (returnsFuture(method)) {
      return "it is to be durable and returns a "
          + method.getReturnType().asErasure().getActualName()
          + ", which ends with the process that made it";
    }
    return takesRequest(method)
        ? "it is to be durable and takes a request, which cannot be stored"
        : null;
  }

  /**
   * @param needed the arguments whose text is needed
   */
  private static @Nullable String refusalOfArguments(
      MethodDescription method, Set<Integer> needed) {
    List<TypeDescription> parameters = method.getParameters().asTypeList().asErasures();
    for (int index : needed) {
      if (index >= parameters.size()) {
        return "its key or orderBy has {"
            + index
            + "}, and it takes "
            + Count.of(parameters.size(), "argument")
            + (parameters.isEmpty()
                ? ""
                : ", the last of which is {" + (parameters.size() - 1) + "}");
      }
      TypeDescription type = parameters.get(index);
      if (type.isArray() || (isServlet(type) && REQUESTS.contains(simpleName(type)))) {
        return "its key or orderBy has {"
            + index
            + "}, which is a "
            + type.getActualName()
            + ": the text of such an object is another one each time";
      }
    }
    return null;
  }

  private static @Nullable String refusalOfResult(
      MethodDescription method, @Nullable Literal returns) {
    TypeDescription returned = method.getReturnType().asErasure();
    if (returned.represents(void.class) || returnsFuture(method)) {
      return null;
    }
    if (returns == null) {
      return "it returns "
          + returned.getActualName()
          + ", which does not exist yet when the call returns; allowed: void, Future,"
          + " CompletionStage, CompletableFuture, and anything else with a rule that says what the"
          + " caller gets: returns=";
    }
    try {
      valueFor(returned, returns);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /**
   * What a method of this type returns for a literal.
   *
   * @throws IllegalArgumentException if the type cannot hold the value
   */
  static @Nullable Object valueFor(TypeDescription type, Literal returns) {
    return returns.as(type.getActualName(), type.isPrimitive());
  }

  /** Whether a parameter is a request, which the library replaces with a copy. */
  static boolean takesRequest(MethodDescription method) {
    for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
      if (isServlet(parameter) && REQUESTS.contains(simpleName(parameter))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String refusalOfParameters(MethodDescription method) {
    for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
      if (isServlet(parameter)
          && !REQUESTS.contains(simpleName(parameter))
          && !OUTLIVING.contains(simpleName(parameter))) {
        return "it takes a "
            + parameter.getName()
            + ", which the server gives to another request when this one is over"
            + (simpleName(parameter).endsWith("Response")
                ? "; to answer before such a method is done, name its URL in offstage.respond"
                : "");
      }
    }
    return null;
  }

  private static boolean isSuspending(MethodDescription method) {
    for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
      if (parameter.getName().equals("kotlin.coroutines.Continuation")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isServlet(TypeDescription type) {
    return type.getName().startsWith("javax.servlet.")
        || type.getName().startsWith("jakarta.servlet.");
  }

  private static String simpleName(TypeDescription type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  private static boolean isGenerated(TypeDescription type) {
    List<String> interfaces = new ArrayList<String>();
    for (TypeDescription.Generic implemented : type.getInterfaces()) {
      interfaces.add(implemented.asErasure().getName());
    }
    return GeneratedProxies.hasName(type.getName()) || GeneratedProxies.isBelow(interfaces);
  }

  private static boolean isOurs(String type) {
    return type.startsWith("dev.offstage.internal.")
        || type.startsWith("dev.offstage.servlet.")
        || type.startsWith("dev.offstage.javaee.")
        || (type.startsWith("dev.offstage.") && type.indexOf('.', "dev.offstage.".length()) < 0);
  }
}
