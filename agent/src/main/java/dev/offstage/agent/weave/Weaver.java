package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Literal;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Writes the redirection into the methods of one class that its plan says. */
public final class Weaver {
  private static final String BRIDGE = "dev.offstage.internal.agent.AgentBridgeV1";

  private static final ClassFileLocator OWN = new LoaderClassFiles(Weaver.class.getClassLoader());

  private Weaver() {}

  /** The types that a loader sees, of which one is read from bytes that it has not defined yet. */
  public static TypePool types(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
  }

  /** The changed class file; the plan redirects at least one method. */
  public static byte[] weave(
      TypeDescription type, byte[] classFile, ClassPlan plan, ClassFileLocator locator) {
    TypePool types = types(locator);
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    DynamicType.Builder<?> builder =
        new ByteBuddy(version).with(TypeValidation.DISABLED).decorate(type, locator);
    return redirect(builder, version, plan, types.describe(BRIDGE).resolve())
        .make(TypeResolutionStrategy.Disabled.INSTANCE, types)
        .getBytes();
  }

  /** The same for a class that a build has at hand. */
  static DynamicType.Builder<?> redirect(
      DynamicType.Builder<?> builder,
      ClassFileVersion version,
      ClassPlan plan,
      TypeDescription bridge) {
    DynamicType.Builder<?> redirecting = builder;
    for (ClassPlan.Redirected redirected : plan.redirected()) {
      HandOverCall call =
          new HandOverCall(bridge, version, redirected.method, redirected.redirection);
      Literal returns = redirected.redirection.returns();
      Advice.WithCustomMapping mapping =
          Advice.withCustomMapping()
              .bind(HandOver.class, call)
              .bind(Due.class, call.due())
              .bind(Instead.class, new InsteadValue(returns));
      redirecting =
          redirecting.visit(
              advice(mapping, call.isDynamic(), redirected)
                  .on(ElementMatchers.is(redirected.method)));
    }
    return redirecting;
  }

  private static Advice advice(
      Advice.WithCustomMapping mapping, boolean dynamic, ClassPlan.Redirected redirected) {
    if (Eligibility.returnsFuture(redirected.method)) {
      return mapping.to(
          dynamic ? RedirectAdvice.EnterFuture.class : RedirectAdvice.OldEnterFuture.class,
          RedirectAdvice.ExitFuture.class,
          OWN);
    }
    Class<?> enter = dynamic ? RedirectAdvice.Enter.class : RedirectAdvice.OldEnter.class;
    return redirected.method.getReturnType().represents(void.class)
        ? mapping.to(enter, OWN)
        : mapping.to(enter, RedirectAdvice.ExitValue.class, OWN);
  }
}
