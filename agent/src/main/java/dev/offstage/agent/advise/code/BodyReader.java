package dev.offstage.agent.advise.code;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Reads the calls, fields and loops of one method. */
final class BodyReader {
  private static final List<String> TAKES = Arrays.asList("lock", "lockInterruptibly", "acquire");
  private static final List<String> GIVES = Arrays.asList("unlock", "release");

  private final MethodCode method;
  private final MethodNode node;

  /** The positions between which the method has a lock. */
  private int firstLocked = Integer.MAX_VALUE;

  private int lastLocked = -1;

  BodyReader(MethodCode method, MethodNode node) {
    this.method = method;
    this.node = node;
  }

  void read() {
    findLocks();
    Handlers handlers = new Handlers(node);
    int line = 0;
    for (AbstractInsnNode at = node.instructions.getFirst(); at != null; at = at.getNext()) {
      int position = node.instructions.indexOf(at);
      if (at instanceof LineNumberNode) {
        line = ((LineNumberNode) at).line;
        method.lines.add(line);
      } else if (at instanceof MethodInsnNode) {
        addCall((MethodInsnNode) at, position, line, handlers.dealWith(position));
      } else if (at instanceof InvokeDynamicInsnNode) {
        addClosure((InvokeDynamicInsnNode) at, position, line);
      } else if (at instanceof FieldInsnNode) {
        FieldInsnNode field = (FieldInsnNode) at;
        boolean isWrite = at.getOpcode() == Opcodes.PUTFIELD || at.getOpcode() == Opcodes.PUTSTATIC;
        method.fields.add(new FieldUse(field.owner, field.name, field.desc, isWrite, position));
      } else if (at.getOpcode() >= Opcodes.IASTORE && at.getOpcode() <= Opcodes.SASTORE) {
        method.arrayStores.add(position);
      } else if (at instanceof JumpInsnNode) {
        int target = node.instructions.indexOf(((JumpInsnNode) at).label);
        if (target < position) {
          method.loops.add(new int[] {position, target});
        }
      }
    }
  }

  /** A lock is taken to be held from the first place that takes one to the last that frees one. */
  private void findLocks() {
    for (AbstractInsnNode at = node.instructions.getFirst(); at != null; at = at.getNext()) {
      int position = node.instructions.indexOf(at);
      boolean isTaken = at.getOpcode() == Opcodes.MONITORENTER;
      boolean isGiven = at.getOpcode() == Opcodes.MONITOREXIT;
      if (at instanceof MethodInsnNode) {
        MethodInsnNode call = (MethodInsnNode) at;
        isTaken = TAKES.contains(call.name) || call.name.startsWith("tryLock");
        isGiven = GIVES.contains(call.name) || call.name.startsWith("unlock");
      }
      if (isTaken) {
        firstLocked = Math.min(firstLocked, position);
        lastLocked = Math.max(lastLocked, position);
      } else if (isGiven) {
        lastLocked = position;
      }
    }
  }

  private boolean isUnderLock(int position) {
    return method.isSynchronized() || (position > firstLocked && position < lastLocked);
  }

  private void addCall(MethodInsnNode at, int position, int line, boolean isHandled) {
    Call.Builder call = new Call.Builder();
    call.owner = at.owner;
    call.method = at.name;
    call.descriptor = at.desc;
    boolean isExact =
        at.getOpcode() == Opcodes.INVOKESTATIC || at.getOpcode() == Opcodes.INVOKESPECIAL;
    call.way = isExact ? Call.Way.EXACT : Call.Way.VIRTUAL;
    call.result = result(at);
    call.line = line;
    call.position = position;
    call.underLock = isUnderLock(position);
    call.failureIsHandled = isHandled;
    method.calls.add(new Call(call));
  }

  /** A lambda or method reference: the result is used unless its interface has none. */
  private void addClosure(InvokeDynamicInsnNode at, int position, int line) {
    Object[] arguments = at.bsmArgs;
    if (arguments.length < 3
        || !(arguments[1] instanceof Handle)
        || !(arguments[2] instanceof Type)
        || ((Type) arguments[2]).getSort() != Type.METHOD) {
      return;
    }
    Handle to = (Handle) arguments[1];
    Call.Builder call = new Call.Builder();
    call.owner = to.getOwner();
    call.method = to.getName();
    call.descriptor = to.getDesc();
    call.way = Call.Way.CLOSURE;
    boolean isUsed = !((Type) arguments[2]).getDescriptor().endsWith(")V");
    call.result = isUsed ? Call.Result.USED : Call.Result.IGNORED;
    call.line = line;
    call.position = position;
    call.underLock = isUnderLock(position);
    call.closure = Type.getReturnType(at.desc).getClassName();
    method.calls.add(new Call(call));
  }

  private Call.Result result(MethodInsnNode call) {
    AbstractInsnNode next = nextReal(call);
    if (!call.desc.endsWith(")V")) {
      if (next != null && next.getOpcode() == Opcodes.CHECKCAST) {
        next = nextReal(next);
      }
      if (next == null || !(isPop(next) || isStoredForNothing(next))) {
        return Call.Result.USED;
      }
      next = nextReal(next);
    }
    return next != null && next.getOpcode() == Opcodes.RETURN
        ? Call.Result.LAST
        : Call.Result.IGNORED;
  }

  private static boolean isPop(AbstractInsnNode at) {
    return at.getOpcode() == Opcodes.POP || at.getOpcode() == Opcodes.POP2;
  }

  /** Into a variable that is never read. */
  private boolean isStoredForNothing(AbstractInsnNode at) {
    if (!(at instanceof VarInsnNode) || at.getOpcode() < Opcodes.ISTORE) {
      return false;
    }
    int variable = ((VarInsnNode) at).var;
    for (AbstractInsnNode any : node.instructions) {
      if (any instanceof VarInsnNode
          && any.getOpcode() < Opcodes.ISTORE
          && ((VarInsnNode) any).var == variable) {
        return false;
      }
    }
    return true;
  }

  /** Labels, lines and frames are no instructions. */
  static @Nullable AbstractInsnNode nextReal(AbstractInsnNode at) {
    AbstractInsnNode next = at.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }
}
