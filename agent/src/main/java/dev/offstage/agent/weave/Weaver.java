package dev.offstage.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Writes the redirection into the marked methods of one class. */
final class Weaver {
  private static final String BACKGROUND = "dev.offstage.Background";
  private static final String BRIDGE = "dev.offstage.internal.agent.AgentBridgeV1";

  private static final ClassFileLocator OWN = new LoaderClassFiles(Weaver.class.getClassLoader());

  private Weaver() {}

  /** The changed class file, or null when no method of the class is redirected. */
  @SuppressWarnings("ReturnsNullArray") // as the transformer that it works for
  static byte @Nullable [] weave(ClassLoader loader, String name, byte[] classFile, Report report) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile), new LoaderClassFiles(loader));
    TypePool pool =
        new TypePool.Default.WithLazyResolution(
            new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    TypeDescription type = pool.describe(name).resolve();
    TypeDescription bridge = pool.describe(BRIDGE).resolve();
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);

    DynamicType.Builder<?> builder =
        new ByteBuddy(version).with(TypeValidation.DISABLED).decorate(type, locator);
    Map<MethodDescription.InDefinedShape, AnnotationDescription> marked = marked(type);
    int redirected = 0;
    for (Map.Entry<MethodDescription.InDefinedShape, AnnotationDescription> entry :
        marked.entrySet()) {
      MethodDescription.InDefinedShape method = entry.getKey();
      String refusal = Eligibility.refusal(type, method);
      if (refusal != null) {
        report.add("refuses " + signature(method) + ": " + refusal);
        continue;
      }
      String poolName = entry.getValue().getValue("pool").resolve(String.class);
      String start = String.valueOf(entry.getValue().getValue("start").resolve());
      HandOverCall call = new HandOverCall(bridge, version, poolName, start);
      boolean future = Eligibility.returnsFuture(method);
      Class<?> advice =
          call.isDynamic()
              ? future ? RedirectAdvice.OfFuture.class : RedirectAdvice.OfVoid.class
              : future ? RedirectAdvice.OfOldFuture.class : RedirectAdvice.OfOldVoid.class;
      builder =
          builder.visit(
              Advice.withCustomMapping()
                  .bind(HandOver.class, call)
                  .bind(Due.class, call.due())
                  .to(advice, OWN)
                  .on(ElementMatchers.is(method)));
      report.add(
          "redirects "
              + signature(method)
              + " to the pool '"
              + (poolName.isEmpty() ? "default" : poolName)
              + "'");
      redirected++;
    }
    return redirected == 0
        ? null
        : builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
  }

  private static Map<MethodDescription.InDefinedShape, AnnotationDescription> marked(
      TypeDescription type) {
    Map<MethodDescription.InDefinedShape, AnnotationDescription> marked =
        new LinkedHashMap<MethodDescription.InDefinedShape, AnnotationDescription>();
    for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
      if (method.isBridge()) {
        // The compiler copies annotations to it; it only calls the method that was written.
        continue;
      }
      for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
        if (annotation.getAnnotationType().getName().equals(BACKGROUND)) {
          marked.put(method, annotation);
        }
      }
    }
    return marked;
  }

  private static String signature(MethodDescription method) {
    StringBuilder text = new StringBuilder();
    text.append(method.getDeclaringType().asErasure().getName());
    text.append('#').append(method.getInternalName()).append('(');
    String separator = "";
    for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
      text.append(separator).append(parameter.getActualName());
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
