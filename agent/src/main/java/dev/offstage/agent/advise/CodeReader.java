package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Reads the calls out of a class file, and for each of them what happens to its result. */
final class CodeReader extends ClassVisitor {
  private final TypeCode type;

  private CodeReader(TypeCode type) {
    super(OpenedClassReader.ASM_API);
    this.type = type;
  }

  static TypeCode read(String name, ClassLoader loader, byte[] classFile) {
    TypeCode type = new TypeCode(name, loader);
    OpenedClassReader.of(classFile).accept(new CodeReader(type), ClassReader.SKIP_FRAMES);
    return type;
  }

  @Override
  public void visit(
      int version,
      int modifiers,
      String name,
      @Nullable String signature,
      @Nullable String superclass,
      String @Nullable [] interfaces) {
    type.superclass = superclass == null ? null : superclass.replace('/', '.');
  }

  @Override
  public MethodVisitor visitMethod(
      int modifiers,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    List<String> declared = new ArrayList<String>();
    if (exceptions != null) {
      for (String exception : exceptions) {
        declared.add(exception.replace('/', '.'));
      }
    }
    MethodCode method =
        new MethodCode(type, name, descriptor, modifiers, Collections.unmodifiableList(declared));
    type.methods.add(method);
    return new Body(method);
  }

  /** What happens to a result shows in the instructions after the call. */
  private static final class Body extends MethodVisitor {
    private final MethodCode method;
    private int line;
    private @Nullable Call pending;

    Body(MethodCode method) {
      super(OpenedClassReader.ASM_API);
      this.method = method;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
      method.lines.add(number);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      addPending();
      pending = new Call(owner, name, descriptor, line, descriptor.endsWith(")V"), false);
    }

    /** A method reference: its caller uses the result unless the interface has none. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      addPending();
      if (arguments.length > 2
          && arguments[1] instanceof Handle
          && arguments[2] instanceof Type
          && ((Type) arguments[2]).getSort() == Type.METHOD) {
        Handle to = (Handle) arguments[1];
        boolean ignored = ((Type) arguments[2]).getDescriptor().endsWith(")V");
        method.calls.add(new Call(to.getOwner(), to.getName(), to.getDesc(), line, ignored, false));
      }
    }

    private void addPending() {
      Call call = pending;
      if (call != null) {
        pending = null;
        method.calls.add(call);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      Call call = pending;
      if (call != null && !call.ignored && (opcode == Opcodes.POP || opcode == Opcodes.POP2)) {
        pending = with(call, false);
        return;
      }
      if (call != null && call.ignored && opcode == Opcodes.RETURN) {
        pending = with(call, true);
      }
      addPending();
    }

    private static Call with(Call call, boolean last) {
      return new Call(call.owner, call.method, call.descriptor, call.line, true, last);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode != Opcodes.CHECKCAST) {
        addPending();
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      addPending();
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      addPending();
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      addPending();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      addPending();
    }

    @Override
    public void visitLdcInsn(Object value) {
      addPending();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
      addPending();
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      addPending();
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      addPending();
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      addPending();
    }

    @Override
    public void visitEnd() {
      addPending();
    }
  }
}
