package dev.offstage.lowering;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Classes that only newer compilers write. */
final class DynamicCalls {
  private DynamicCalls() {}

  static ClassNode typeSwitch() {
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/runtime/SwitchBootstraps",
            "typeSwitch",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);
    MethodNode method = method("choose", "(Ljava/lang/Object;I)I");
    method.instructions.add(
        new InvokeDynamicInsnNode(
            "typeSwitch", "(Ljava/lang/Object;I)I", bootstrap, Type.getType(String.class)));
    return node("Switch", method);
  }

  static ClassNode constant() {
    Handle bootstrap =
        new Handle(Opcodes.H_INVOKESTATIC, "Constant", "lazy", "()Ljava/lang/Object;", false);
    MethodNode method = method("value", "()Ljava/lang/Object;");
    method.instructions.add(
        new LdcInsnNode(new ConstantDynamic("lazy", "Ljava/lang/Object;", bootstrap)));
    method.instructions.add(new InsnNode(Opcodes.ARETURN));
    return node("Constant", method);
  }

  private static MethodNode method(String name, String descriptor) {
    return new MethodNode(Opcodes.ACC_STATIC, name, descriptor, null, null);
  }

  private static ClassNode node(String name, MethodNode method) {
    ClassNode node = new ClassNode();
    node.version = Opcodes.V1_8;
    node.name = name;
    node.superName = "java/lang/Object";
    node.methods.add(method);
    return node;
  }
}
