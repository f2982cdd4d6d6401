package dev.offstage.lowering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Goes through all that a class refers to. Without its annotations: the JVM leaves out those that
 * it does not know.
 */
abstract class References {
  /** The method that is gone through; null outside of methods. */
  private @Nullable MethodNode method;

  void type(String name) {}

  void method(Reference reference) {}

  void field(Reference reference) {}

  /** A constant that a method computes, which Java 8 does not know. */
  void dynamicConstant(ConstantDynamic constant) {}

  final @Nullable MethodNode currentMethod() {
    return method;
  }

  final void in(ClassNode node) {
    if (node.superName != null) {
      type(node.superName);
    }
    node.interfaces.forEach(this::type);
    signature(node.signature);
    for (FieldNode field : node.fields) {
      type(Type.getType(field.desc));
      signature(field.signature);
    }
    for (MethodNode each : node.methods) {
      method = each;
      inMethod(each);
      method = null;
    }
  }

  private void inMethod(MethodNode node) {
    type(Type.getMethodType(node.desc));
    signature(node.signature);
    node.exceptions.forEach(this::type);
    node.tryCatchBlocks.stream().filter(it -> it.type != null).forEach(it -> type(it.type));
    for (AbstractInsnNode instruction : node.instructions) {
      in(instruction);
    }
  }

  private void in(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      typeOrArray(call.owner);
      type(Type.getMethodType(call.desc));
      method(new Reference(call.owner, call.name, call.desc));
    } else if (instruction instanceof FieldInsnNode access) {
      type(access.owner);
      type(Type.getType(access.desc));
      field(new Reference(access.owner, access.name, access.desc));
    } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      type(Type.getMethodType(dynamic.desc));
      handle(dynamic.bsm);
      List.of(dynamic.bsmArgs).forEach(this::constant);
    } else if (instruction instanceof TypeInsnNode type) {
      typeOrArray(type.desc);
    } else if (instruction instanceof MultiANewArrayInsnNode array) {
      typeOrArray(array.desc);
    } else if (instruction instanceof LdcInsnNode load) {
      constant(load.cst);
    } else if (instruction instanceof FrameNode frame) {
      inFrame(frame.local);
      inFrame(frame.stack);
    }
  }

  private void inFrame(@Nullable List<Object> types) {
    if (types != null) {
      types.stream().filter(String.class::isInstance).forEach(it -> typeOrArray((String) it));
    }
  }

  private void constant(Object constant) {
    if (constant instanceof Type type) {
      type(type);
    } else if (constant instanceof Handle handle) {
      handle(handle);
    } else if (constant instanceof ConstantDynamic dynamic) {
      dynamicConstant(dynamic);
    }
  }

  private void handle(Handle handle) {
    typeOrArray(handle.getOwner());
    Reference reference = new Reference(handle.getOwner(), handle.getName(), handle.getDesc());
    if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
      field(reference);
    } else {
      method(reference);
    }
  }

  private void signature(@Nullable String signature) {
    if (signature != null) {
      new SignatureReader(signature)
          .accept(
              new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String name) {
                  type(name);
                }
              });
    }
  }

  private void typeOrArray(String name) {
    type(Type.getObjectType(name));
  }

  private void type(Type type) {
    switch (type.getSort()) {
      case Type.OBJECT -> type(type.getInternalName());
      case Type.ARRAY -> type(type.getElementType());
      case Type.METHOD -> {
        type(type.getReturnType());
        List.of(type.getArgumentTypes()).forEach(this::type);
      }
      default -> {
        // A primitive type.
      }
    }
  }
}
