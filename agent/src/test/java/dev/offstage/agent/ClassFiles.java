package dev.offstage.agent;

import dev.offstage.Background;
import dev.offstage.agent.weave.LoaderClassFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.StubMethod;

/** Class files as bytes. */
final class ClassFiles {
  static final String TAKER = "dev.offstage.agent.app.Taker";

  private ClassFiles() {}

  static byte[] of(Class<?> type) {
    return of(type.getClassLoader(), type.getName());
  }

  static byte[] of(ClassLoader loader, String name) {
    try {
      return LoaderClassFiles.read(loader, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same class as a compiler of another time would have written it. */
  static byte[] withMajorVersion(byte[] classFile, int major) {
    byte[] changed = classFile.clone();
    changed[6] = (byte) (major >> 8);
    changed[7] = (byte) major;
    return changed;
  }

  /** A marked method with a servlet type among its parameters. */
  static byte[] taking(String parameter) {
    TypeDescription type =
        InstrumentedType.Default.of(
            parameter,
            TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class),
            Visibility.PUBLIC);
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .subclass(Object.class)
        .name(TAKER)
        .defineMethod("take", void.class, Visibility.PUBLIC)
        .withParameter(type)
        .intercept(StubMethod.INSTANCE)
        .annotateMethod(AnnotationDescription.Builder.ofType(Background.class).build())
        .make()
        .getBytes();
  }
}
