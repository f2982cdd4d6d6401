package dev.offstage.lowering;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What {@code a + "b" + c} compiles to, as a method with a StringBuilder: javac's way for Java 8.
 */
final class StringConcatenation {
  // What stands for the next argument, and for the next constant, in a recipe.
  private static final char ARGUMENT = '\1';
  private static final char CONSTANT = '\2';
  private static final String BUILDER = "java/lang/StringBuilder";

  private StringConcatenation() {}

  static MethodNode generate(String name, InvokeDynamicInsnNode dynamic) {
    MethodNode method =
        new MethodNode(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            name,
            dynamic.desc,
            null,
            null);
    begin(method);
    Type[] types = Type.getArgumentTypes(dynamic.desc);
    String recipe = (String) dynamic.bsmArgs[0];
    int argument = 0;
    int variable = 0;
    int constant = 1;
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < recipe.length(); i++) {
      char c = recipe.charAt(i);
      if (c == ARGUMENT) {
        append(method, literal.toString());
        literal.setLength(0);
        Type type = types[argument++];
        method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variable);
        variable += type.getSize();
        append(method, type);
      } else {
        literal.append(c == CONSTANT ? text(dynamic.bsmArgs[constant++]) : c);
      }
    }
    append(method, literal.toString());
    end(method);
    return method;
  }

  private static String text(Object constant) {
    if (constant instanceof String || constant instanceof Number) {
      return constant.toString();
    }
    throw new IllegalArgumentException("a string with the constant " + constant + " in it");
  }

  static void begin(MethodVisitor method) {
    method.visitCode();
    method.visitTypeInsn(Opcodes.NEW, BUILDER);
    method.visitInsn(Opcodes.DUP);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
  }

  static void append(MethodVisitor method, String literal) {
    if (!literal.isEmpty()) {
      method.visitLdcInsn(literal);
      append(method, Type.getType(String.class));
    }
  }

  /** Appends the value on the stack. */
  static void append(MethodVisitor method, Type type) {
    String descriptor = "(" + parameter(type) + ")L" + BUILDER + ";";
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", descriptor, false);
  }

  /** Of the method that takes it; an array of characters is appended as an object, too. */
  private static String parameter(Type type) {
    return switch (type.getSort()) {
      case Type.BYTE, Type.SHORT -> "I";
      case Type.OBJECT ->
          type.getClassName().equals("java.lang.String")
              ? type.getDescriptor()
              : "Ljava/lang/Object;";
      case Type.ARRAY -> "Ljava/lang/Object;";
      default -> type.getDescriptor();
    };
  }

  static void end(MethodVisitor method) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
