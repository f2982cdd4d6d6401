package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the redirection into those methods of a class that its plan names. Uses only the advice of
 * Byte Buddy, without the builder around it, which would be 200 more classes to load for the first
 * redirected class.
 */
public final class Weaver {
  private static final ClassFileLocator OWN = new AdviceFiles();

  private Weaver() {}

  /** The types that the locator finds. */
  public static TypePool types(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
  }

  /**
   * The changed class file, or null when nothing in it is redirected. A method that would become
   * too large is refused in the plan.
   */
  @SuppressWarnings("ReturnsNullArray") // as the agent's transformer says: unchanged
  public static byte @Nullable [] weave(
      TypeDescription type, byte[] classFile, ClassPlan plan, TypePool types) {
    while (!plan.isEmpty()) {
      try {
        return weaveAll(type, classFile, plan, types);
      } catch (MethodTooLargeException e) {
        plan.refuse(
            e.getMethodName(),
            e.getDescriptor(),
            "its code is almost as large as the JVM allows, 64 KiB, and has no room for a redirection");
      }
    }
    return null;
  }

  private static byte[] weaveAll(
      TypeDescription type, byte[] classFile, ClassPlan plan, TypePool types) {
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            new AuxiliaryType.NamingStrategy.Enumerating("offstage"),
            TypeInitializer.None.INSTANCE,
            version,
            version,
            Implementation.Context.FrameGeneration.GENERATE);
    ClassReader reader = OpenedClassReader.of(classFile);
    int writerFlags = 0;
    int readerFlags = 0;
    List<AsmVisitorWrapper> changes = changes(plan, version);
    for (AsmVisitorWrapper change : changes) {
      writerFlags = change.mergeWriter(writerFlags);
      readerFlags = change.mergeReader(readerFlags);
    }
    ClassWriter writer = new ClassWriter(reader, writerFlags);
    ClassVisitor visitor = writer;
    for (AsmVisitorWrapper change : changes) {
      visitor =
          change.wrap(
              type,
              visitor,
              context,
              types,
              new FieldList.Empty<FieldDescription.InDefinedShape>(),
              type.getDeclaredMethods(),
              writerFlags,
              readerFlags);
    }
    reader.accept(visitor, readerFlags);
    return writer.toByteArray();
  }

  /** One for each redirected method. */
  static List<AsmVisitorWrapper> changes(ClassPlan plan, ClassFileVersion version) {
    List<AsmVisitorWrapper> changes = new ArrayList<AsmVisitorWrapper>();
    for (ClassPlan.Redirected redirected : plan.redirected()) {
      HandOverCall call = new HandOverCall(version, redirected.method, redirected.redirection);
      Advice.WithCustomMapping mapping =
          Advice.withCustomMapping()
              .bind(HandOver.class, call)
              .bind(Due.class, HandOverCall.due())
              .bind(Instead.class, new InsteadValue(redirected.redirection.returns()));
      changes.add(
          advice(mapping, call.isDynamic(), redirected).on(ElementMatchers.is(redirected.method)));
    }
    return changes;
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
