package dev.offstage.agent.advise;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.offstage.agent.weave.AdviceFiles;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.Weaver;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Writes {@link WatchAdvice} into the methods by which requests come in. */
final class WatchTransformer implements ClassFileTransformer {
  private static final AsmVisitorWrapper ADVICE =
      Advice.to(WatchAdvice.class, new AdviceFiles())
          .on(named("doFilter").or(named("service")).and(takesArguments(2)).and(not(isAbstract())));

  private final Set<Class<?>> points;

  WatchTransformer(Set<Class<?>> points) {
    this.points = points;
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // as the JVM wants it: unchanged
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || redefined == null || !points.contains(redefined)) {
      return null;
    }
    try (ClassFiles files = new ClassFiles()) {
      return woven(redefined.getName(), classFile, files.seenBy(loader));
    } catch (RuntimeException | LinkageError e) {
      // There is advice without URLs, too.
      return null;
    }
  }

  private static byte[] woven(String name, byte[] classFile, ClassFileLocator surroundings) {
    TypePool types =
        Weaver.types(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), surroundings));
    TypeDescription type = types.describe(name).resolve();
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    Implementation.Context context = Weaver.context(type, version);
    int writerFlags = ADVICE.mergeWriter(0);
    int readerFlags = ADVICE.mergeReader(0);
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, writerFlags);
    reader.accept(
        ADVICE.wrap(
            type,
            writer,
            context,
            types,
            new FieldList.Empty<FieldDescription.InDefinedShape>(),
            type.getDeclaredMethods(),
            writerFlags,
            readerFlags),
        readerFlags);
    return writer.toByteArray();
  }
}
