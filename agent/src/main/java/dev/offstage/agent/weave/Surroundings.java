package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Writes into what surrounds redirected methods that the call is handed over there, so that the
 * body runs inside of it: into Spring's interceptors, whatever the proxy before them, and into the
 * subclasses that CDI containers make of a bean with interceptors. Not into a proxy that only looks
 * up the object of a scope: a task has no request.
 */
public final class Surroundings {
  private Surroundings() {}

  /**
   * The changed class file of an interceptor; null if it is not as expected.
   *
   * @param generation another one whenever what is redirected has changed
   */
  @SuppressWarnings("ReturnsNullArray") // as the agent's transformer says: unchanged
  public static byte @Nullable [] weaveInterceptor(
      String type, byte[] classFile, ClassFileLocator files, long generation) {
    TypePool types = types(type, classFile, files);
    TypeDescription described = types.describe(type).resolve();
    List<AsmVisitorWrapper> changes = new ArrayList<AsmVisitorWrapper>();
    for (MethodDescription.InDefinedShape method : described.getDeclaredMethods()) {
      if (method.getInternalName().equals("invoke")
          && method
              .getDescriptor()
              .equals("(Lorg/aopalliance/intercept/MethodInvocation;)Ljava/lang/Object;")
          && !method.isAbstract()) {
        changes.add(change(method, SurroundingCalls.ofInterceptor(generation)));
      }
    }
    return changes.isEmpty() ? null : Weaver.apply(described, classFile, changes, types);
  }

  /**
   * The changed class file of a subclass; null if it surrounds no redirected method.
   *
   * @param redirected those of the classes above, by name and descriptor
   */
  @SuppressWarnings("ReturnsNullArray") // as the agent's transformer says: unchanged
  public static byte @Nullable [] weaveSubclass(
      String type, byte[] classFile, ClassFileLocator files, Map<String, HandedOver> redirected) {
    TypePool types = types(type, classFile, files);
    TypeDescription described = types.describe(type).resolve();
    List<AsmVisitorWrapper> changes = new ArrayList<AsmVisitorWrapper>();
    for (MethodDescription.InDefinedShape method : described.getDeclaredMethods()) {
      HandedOver handedOver = redirected.get(method.getInternalName() + method.getDescriptor());
      if (handedOver != null
          && handedOver.isSurrounded
          && !method.isStatic()
          && !method.isAbstract()
          && !method.isPrivate()) {
        changes.add(change(method, SurroundingCalls.ofSubclass(handedOver)));
      }
    }
    return changes.isEmpty() ? null : Weaver.apply(described, classFile, changes, types);
  }

  private static TypePool types(String type, byte[] classFile, ClassFileLocator files) {
    return Weaver.types(
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, classFile), files));
  }

  private static AsmVisitorWrapper change(
      MethodDescription.InDefinedShape method, Advice.OffsetMapping call) {
    return Advice.withCustomMapping()
        .bind(Around.class, call)
        .to(SurroundingAdvice.class, Weaver.OWN)
        .on(ElementMatchers.is(method));
  }
}
