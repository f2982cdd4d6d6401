package dev.offstage.agent.advise.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which exceptions a method deals with. One that it only logs, or throws on as another one, is not
 * dealt with: nobody misses it.
 */
final class Handlers {
  private static final Pattern LOGS =
      Pattern.compile(
          "(org/slf4j|java/util/logging|org/apache/(log4j|logging|commons/logging)|org/jboss/logging"
              + "|ch/qos/logback)/.*|java/io/Print(Stream|Writer)|java/lang/(String\\w*|Throwable)");

  private static final Pattern ASKS =
      Pattern.compile("printStackTrace|get\\w*Message|getCause|toString|<init>|initCause");

  /** Beginning and end of what each of them watches. */
  private final List<int[]> watched = new ArrayList<>();

  Handlers(MethodNode node) {
    for (TryCatchBlockNode block : node.tryCatchBlocks) {
      // Without a type it is a finally, which throws on.
      if (block.type != null && deals(block)) {
        watched.add(
            new int[] {
              node.instructions.indexOf(block.start), node.instructions.indexOf(block.end)
            });
      }
    }
  }

  /** Whether the method deals with what a call at this position throws. */
  boolean dealWith(int position) {
    for (int[] range : watched) {
      if (position >= range[0] && position < range[1]) {
        return true;
      }
    }
    return false;
  }

  private boolean deals(TryCatchBlockNode block) {
    AbstractInsnNode end = endOf(block);
    for (AbstractInsnNode at = block.handler; at != null && at != end; at = at.getNext()) {
      int opcode = at.getOpcode();
      if (opcode == Opcodes.GOTO || opcode == Opcodes.RETURN || opcode == Opcodes.ATHROW) {
        return false;
      }
      if (at instanceof JumpInsnNode || isStored(at, block) || isReturned(opcode) || isDone(at)) {
        return true;
      }
    }
    return false;
  }

  /** Where the code goes on after the handler; the try jumps over it. */
  private static @Nullable AbstractInsnNode endOf(TryCatchBlockNode block) {
    AbstractInsnNode before = block.handler.getPrevious();
    while (before != null && before.getOpcode() < 0) {
      before = before.getPrevious();
    }
    return before instanceof JumpInsnNode && before.getOpcode() == Opcodes.GOTO
        ? ((JumpInsnNode) before).label
        : null;
  }

  /** A variable that it sets, other than that of the exception. */
  private static boolean isStored(AbstractInsnNode at, TryCatchBlockNode block) {
    return at.getOpcode() >= Opcodes.ISTORE
        && (at.getOpcode() <= Opcodes.SASTORE || at.getOpcode() == Opcodes.IINC)
        && BodyReader.nextReal(block.handler) != at
        && (at instanceof VarInsnNode || at.getOpcode() != Opcodes.AASTORE);
  }

  private static boolean isReturned(int opcode) {
    return (opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN)
        || opcode == Opcodes.PUTFIELD
        || opcode == Opcodes.PUTSTATIC;
  }

  /** A call that does more than tell. */
  private static boolean isDone(AbstractInsnNode at) {
    if (!(at instanceof MethodInsnNode)) {
      return false;
    }
    MethodInsnNode call = (MethodInsnNode) at;
    return !LOGS.matcher(call.owner).matches() && !ASKS.matcher(call.name).matches();
  }
}
