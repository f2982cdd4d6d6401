package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Flow;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Whether a caller gives an object away: it has made the object for this call, has put nothing but
 * values into it, has shown it to nobody else and does not touch it afterwards.
 */
final class HandOver {
  private final Program program;
  private final Values values;
  private final Map<MethodCode, @Nullable Flow> flows = new HashMap<>();

  HandOver(Program program, Values values) {
    this.program = program;
    this.values = values;
  }

  /**
   * Looks at one operand of a call.
   *
   * @param fromTop which, the last one 0
   */
  boolean givesAway(Site site, int fromTop) {
    Flow flow = flows.computeIfAbsent(site.caller, method -> Flow.of(program, method));
    int call = site.call.position;
    if (flow == null) {
      return false;
    }
    Set<Integer> makers = flow.makers(call, fromTop);
    if (makers.size() != 1) {
      return false;
    }
    int maker = makers.iterator().next();
    if (maker < 0 || flow.at(maker).getOpcode() != Opcodes.NEW) {
      return false;
    }
    for (int i = 0; i < flow.size(); i++) {
      if (isLoopAround(flow, i, maker, call) || (i != call && isShown(flow, i, maker, call))) {
        return false;
      }
    }
    return true;
  }

  /** A jump from behind the call to between the making and the call. */
  private static boolean isLoopAround(Flow flow, int at, int maker, int call) {
    AbstractInsnNode insn = flow.at(at);
    if (at < call || !(insn instanceof JumpInsnNode)) {
      return false;
    }
    AbstractInsnNode target = ((JumpInsnNode) insn).label;
    for (int i = maker; i <= call; i++) {
      if (flow.at(i) == target) {
        return true;
      }
    }
    return false;
  }

  /** Whether an instruction lets anybody else have the object, or uses it after the call. */
  private boolean isShown(Flow flow, int at, int maker, int call) {
    AbstractInsnNode insn = flow.at(at);
    if (insn instanceof MethodInsnNode) {
      return isShownTo((MethodInsnNode) insn, flow, at, maker, call);
    }
    if (insn instanceof InvokeDynamicInsnNode) {
      int count = Type.getArgumentTypes(((InvokeDynamicInsnNode) insn).desc).length;
      return isAmong(flow, at, count, maker);
    }
    switch (insn.getOpcode()) {
      case Opcodes.PUTFIELD:
        return isAt(flow, at, 0, maker)
            || (isAt(flow, at, 1, maker)
                && (at > call || !values.isValue(Type.getType(((FieldInsnNode) insn).desc))));
      case Opcodes.GETFIELD:
        return isAt(flow, at, 0, maker);
      case Opcodes.PUTSTATIC:
      case Opcodes.AASTORE:
      case Opcodes.ARETURN:
      case Opcodes.ATHROW:
      case Opcodes.MONITORENTER:
        return isAt(flow, at, 0, maker);
      default:
        return at > call && insn instanceof JumpInsnNode && isAmong(flow, at, 2, maker);
    }
  }

  private boolean isShownTo(MethodInsnNode insn, Flow flow, int at, int maker, int call) {
    Type[] parameters = Type.getArgumentTypes(insn.desc);
    if (isAmong(flow, at, parameters.length, maker)) {
      return true;
    }
    int receiver = Flow.receiver(insn);
    if (receiver < 0 || !isAt(flow, at, receiver, maker)) {
      return false;
    }
    if (at > call) {
      return true;
    }
    for (Type parameter : parameters) {
      if (!values.isValue(parameter)) {
        return true;
      }
    }
    AbstractInsnNode next = insn.getNext();
    boolean isDropped = next != null && next.getOpcode() == Opcodes.POP;
    // What it returns may be itself.
    return !isDropped && !values.isValue(Type.getReturnType(insn.desc));
  }

  private static boolean isAmong(Flow flow, int at, int operands, int maker) {
    for (int i = 0; i < operands; i++) {
      if (isAt(flow, at, i, maker)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Flow flow, int at, int fromTop, int maker) {
    return flow.makers(at, fromTop).contains(maker);
  }
}
