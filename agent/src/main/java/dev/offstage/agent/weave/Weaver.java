package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import net.bytebuddy.jar.asm.ClassTooLargeException;
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
  static final ClassFileLocator OWN = new AdviceFiles();

  private Weaver() {}

  /** The types that the locator finds. */
  public static TypePool types(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(),
        new ClassFileLocator.Compound(locator, KnownAnnotations.INSTANCE),
        TypePool.Default.ReaderMode.FAST);
  }

  /**
   * The changed class file, or null when nothing in it is redirected. A method that would become
   * too large is refused in the plan; one that HotSpot would not compile any more gets the smallest
   * call.
   */
  @SuppressWarnings("ReturnsNullArray") // as the agent's transformer says: unchanged
  public static byte @Nullable [] weave(
      TypeDescription type, byte[] classFile, ClassPlan plan, TypePool types) {
    while (!plan.isEmpty()) {
      try {
        return weaveForHotSpot(type, classFile, plan, types);
      } catch (ClassTooLargeException e) {
        plan.refuseAll(
            "the constants of its class have no room for a redirection: a class file holds 65,535");
      } catch (MethodTooLargeException e) {
        plan.refuse(
            e.getMethodName(),
            e.getDescriptor(),
            "its code is almost as large as the JVM allows, 64 KiB, and has no room for a redirection");
      }
    }
    return null;
  }

  private static byte[] weaveForHotSpot(
      TypeDescription type, byte[] classFile, ClassPlan plan, TypePool types) {
    byte[] changed = weaveAll(type, classFile, plan, types);
    List<ClassPlan.Redirected> grown = grown(plan, classFile, changed);
    if (grown.isEmpty()) {
      return changed;
    }
    for (ClassPlan.Redirected method : grown) {
      method.makeSmallest();
    }
    byte[] smallest = weaveAll(type, classFile, plan, types);
    for (ClassPlan.Redirected method : grown(plan, classFile, smallest)) {
      plan.warn(
          method,
          "runs slower: its code grows from "
              + size(CodeSizes.of(classFile), method)
              + " to "
              + size(CodeSizes.of(smallest), method)
              + " bytes, and HotSpot compiles none of more than "
              + CodeSizes.MOST_COMPILED
              + " unless the JVM runs with -XX:-DontCompileHugeMethods");
    }
    return smallest;
  }

  /** The methods that were small enough for the compiler and no longer are. */
  private static List<ClassPlan.Redirected> grown(
      ClassPlan plan, byte[] classFile, byte[] changed) {
    List<ClassPlan.Redirected> grown = new ArrayList<ClassPlan.Redirected>();
    if (changed.length <= CodeSizes.MOST_COMPILED) {
      return grown;
    }
    Map<String, Integer> before = CodeSizes.of(classFile);
    Map<String, Integer> after = CodeSizes.of(changed);
    for (ClassPlan.Redirected method : plan.redirected()) {
      if (size(before, method) <= CodeSizes.MOST_COMPILED
          && size(after, method) > CodeSizes.MOST_COMPILED) {
        grown.add(method);
      }
    }
    return grown;
  }

  private static int size(Map<String, Integer> sizes, ClassPlan.Redirected method) {
    Integer size = sizes.get(method.id());
    return size == null ? 0 : size;
  }

  /** For code that is put into a method of this type; adds no type and no member. */
  public static Implementation.Context context(TypeDescription type, ClassFileVersion version) {
    return Implementation.Context.Disabled.Factory.INSTANCE.make(
        type,
        new AuxiliaryType.NamingStrategy.Enumerating("offstage"),
        TypeInitializer.None.INSTANCE,
        version,
        version,
        Implementation.Context.FrameGeneration.GENERATE);
  }

  private static byte[] weaveAll(
      TypeDescription type, byte[] classFile, ClassPlan plan, TypePool types) {
    return apply(type, classFile, changes(plan, ClassFileVersion.ofClassFile(classFile)), types);
  }

  /** The class file with these changes. */
  static byte[] apply(
      TypeDescription type, byte[] classFile, List<AsmVisitorWrapper> changes, TypePool types) {
    Implementation.Context context = context(type, ClassFileVersion.ofClassFile(classFile));
    ClassReader reader = OpenedClassReader.of(classFile);
    int writerFlags = 0;
    int readerFlags = 0;
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
    boolean future = Eligibility.returnsFuture(redirected.method);
    Class<?> enter = RedirectAdvice.enter(dynamic, future, redirected.isSmallest());
    if (future) {
      return mapping.to(enter, RedirectAdvice.ExitFuture.class, OWN);
    }
    return redirected.method.getReturnType().represents(void.class)
        ? mapping.to(enter, OWN)
        : mapping.to(enter, RedirectAdvice.ExitValue.class, OWN);
  }
}
