package dev.offstage.agent;

import dev.offstage.Background;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Class files as bytes. */
final class ClassFiles {
  static final String TAKER = "dev.offstage.agent.app.Taker";

  private ClassFiles() {}

  static byte[] of(Class<?> type) {
    return of(type.getClassLoader(), type.getName());
  }

  static byte[] of(ClassLoader loader, String name) {
    try (dev.offstage.agent.weave.ClassFiles files = new dev.offstage.agent.weave.ClassFiles()) {
      return files.read(loader, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same class as a compiler of another time would have written it. */
  static byte[] withMajorVersion(byte[] classFile, int major) {
    byte[] changed = classFile.clone();
    // 45.0 to 45.2 are of before Java 1.1, and of another form.
    changed[5] = (byte) (major == 45 ? 3 : 0);
    changed[6] = (byte) (major >> 8);
    changed[7] = (byte) major;
    return changed;
  }

  /** A marked method with a servlet type among its parameters. */
  static byte[] taking(String parameter) {
    return taking(parameter, void.class);
  }

  static byte[] taking(String parameter, Class<?> returned) {
    TypeDescription type =
        InstrumentedType.Default.of(
            parameter,
            TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class),
            Visibility.PUBLIC);
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .subclass(Object.class)
        .name(TAKER)
        .defineMethod("take", returned, Visibility.PUBLIC)
        .withParameter(type)
        .intercept(StubMethod.INSTANCE)
        .annotateMethod(AnnotationDescription.Builder.ofType(Background.class).build())
        .make()
        .getBytes();
  }

  /** {@code finally} as compilers before Java 6 wrote it, by a subroutine in the method. */
  static byte[] withSubroutine(String name, int major) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int version = major == 45 ? Opcodes.V1_1 : major;
    type.visit(version, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
    MethodVisitor work =
        type.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "work", "(Ljava/lang/Runnable;)V", null, null);
    Label subroutine = new Label();
    work.visitCode();
    work.visitJumpInsn(Opcodes.JSR, subroutine);
    work.visitInsn(Opcodes.RETURN);
    work.visitLabel(subroutine);
    work.visitVarInsn(Opcodes.ASTORE, 1);
    work.visitVarInsn(Opcodes.ALOAD, 0);
    work.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
    work.visitVarInsn(Opcodes.RET, 1);
    work.visitMaxs(0, 0);
    work.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }

  /** Marked methods: one so large that nothing more fits, a small one, one with 254 parameters. */
  static byte[] large() {
    Implementation nops =
        new Implementation.Simple(
            (code, context, method) -> {
              for (int i = 0; i < 65_530; i++) {
                code.visitInsn(Opcodes.NOP);
              }
              code.visitInsn(Opcodes.RETURN);
              return new ByteCodeAppender.Size(0, method.getStackSize());
            });
    AnnotationDescription mark = AnnotationDescription.Builder.ofType(Background.class).build();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .subclass(Object.class)
        .name(TAKER)
        .defineMethod("large", void.class, Visibility.PUBLIC)
        .intercept(nops)
        .annotateMethod(mark)
        .defineMethod("small", void.class, Visibility.PUBLIC)
        .intercept(StubMethod.INSTANCE)
        .annotateMethod(mark)
        .defineMethod("wide", void.class, Visibility.PUBLIC)
        .withParameters(Collections.nCopies(254, int.class))
        .intercept(StubMethod.INSTANCE)
        .annotateMethod(mark)
        .make()
        .getBytes();
  }
}
