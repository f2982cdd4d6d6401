package dev.offstage.agent.weave;

import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Stands in for annotations of an API that only the server has: Byte Buddy drops an annotation
 * whose class it cannot find.
 */
final class KnownAnnotations implements ClassFileLocator {
  static final ClassFileLocator INSTANCE = new KnownAnnotations();

  private KnownAnnotations() {}

  @Override
  public Resolution locate(String type) {
    if (!Interceptors.isKnown(type)) {
      return new Resolution.Illegal(type);
    }
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_5,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION,
        type.replace('.', '/'),
        null,
        "java/lang/Object",
        new String[] {"java/lang/annotation/Annotation"});
    writer.visitEnd();
    return new Resolution.Explicit(writer.toByteArray());
  }

  @Override
  public void close() {}
}
