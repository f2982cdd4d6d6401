package dev.offstage.lowering;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The {@code equals}, {@code hashCode} and {@code toString} that a record has by itself. */
final class RecordMethods {
  private static final int FIRST_COMPONENT = 2;
  private static final int HASH_FACTOR = 31;

  private final ClassNode node;
  private final InvokeDynamicInsnNode dynamic;
  private final List<Handle> components;

  RecordMethods(ClassNode node, InvokeDynamicInsnNode dynamic) {
    this.node = node;
    this.dynamic = dynamic;
    this.components =
        Arrays.stream(dynamic.bsmArgs).skip(FIRST_COMPONENT).map(Handle.class::cast).toList();
  }

  /** A static method, which takes the record first. */
  MethodNode generate(String name) {
    MethodNode method =
        new MethodNode(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            name,
            dynamic.desc,
            null,
            null);
    switch (dynamic.name) {
      case "toString" -> writeToString(method);
      case "hashCode" -> writeHashCode(method);
      case "equals" -> writeEquals(method);
      default -> throw new IllegalArgumentException("a record's " + dynamic.name);
    }
    return method;
  }

  private void writeToString(MethodNode method) {
    StringConcatenation.begin(method);
    String before = simpleName() + "[";
    for (Handle component : components) {
      StringConcatenation.append(method, before + component.getName() + "=");
      load(method, 0, component);
      StringConcatenation.append(method, Type.getType(component.getDesc()));
      before = ", ";
    }
    StringConcatenation.append(method, components.isEmpty() ? before + "]" : "]");
    StringConcatenation.end(method);
  }

  private String simpleName() {
    for (InnerClassNode inner : node.innerClasses) {
      if (inner.name.equals(node.name) && inner.innerName != null) {
        return inner.innerName;
      }
    }
    return node.name.substring(node.name.lastIndexOf('/') + 1);
  }

  /** The same number as that of the JDK, though no one may rely on it. */
  private void writeHashCode(MethodNode method) {
    method.visitInsn(Opcodes.ICONST_0);
    for (Handle component : components) {
      method.visitIntInsn(Opcodes.BIPUSH, HASH_FACTOR);
      method.visitInsn(Opcodes.IMUL);
      load(method, 0, component);
      Type type = Type.getType(component.getDesc());
      boolean isObject = type.getSort() >= Type.ARRAY;
      String parameter = isObject ? "Ljava/lang/Object;" : type.getDescriptor();
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          isObject ? "java/util/Objects" : box(type),
          "hashCode",
          "(" + parameter + ")I",
          false);
      method.visitInsn(Opcodes.IADD);
    }
    method.visitInsn(Opcodes.IRETURN);
  }

  private void writeEquals(MethodNode method) {
    Label different = new Label();
    method.visitVarInsn(Opcodes.ALOAD, 1);
    method.visitTypeInsn(Opcodes.INSTANCEOF, node.name);
    method.visitJumpInsn(Opcodes.IFEQ, different);
    for (Handle component : components) {
      load(method, 0, component);
      load(method, 1, component);
      jumpIfDifferent(method, Type.getType(component.getDesc()), different);
    }
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(different);
    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.IRETURN);
  }

  private static void jumpIfDifferent(MethodNode method, Type type, Label different) {
    switch (type.getSort()) {
      case Type.ARRAY, Type.OBJECT -> {
        String descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
        method.visitMethodInsn(
            Opcodes.INVOKESTATIC, "java/util/Objects", "equals", descriptor, false);
        method.visitJumpInsn(Opcodes.IFEQ, different);
      }
      // compare: NaN is equal to itself, and 0.0 is not -0.0.
      case Type.LONG, Type.FLOAT, Type.DOUBLE -> {
        String descriptor = "(" + type.getDescriptor() + type.getDescriptor() + ")I";
        method.visitMethodInsn(Opcodes.INVOKESTATIC, box(type), "compare", descriptor, false);
        method.visitJumpInsn(Opcodes.IFNE, different);
      }
      default -> method.visitJumpInsn(Opcodes.IF_ICMPNE, different);
    }
  }

  private void load(MethodNode method, int variable, Handle component) {
    method.visitVarInsn(Opcodes.ALOAD, variable);
    if (variable > 0) {
      method.visitTypeInsn(Opcodes.CHECKCAST, node.name);
    }
    method.visitFieldInsn(Opcodes.GETFIELD, node.name, component.getName(), component.getDesc());
  }

  private static String box(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.BYTE -> "java/lang/Byte";
      case Type.CHAR -> "java/lang/Character";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      default -> "java/lang/Double";
    };
  }
}
