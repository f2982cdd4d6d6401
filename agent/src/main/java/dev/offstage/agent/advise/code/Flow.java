package dev.offstage.agent.advise.code;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the values in a method come from. Instructions are meant by their positions. */
public final class Flow {
  /** Gives each parameter an instruction of its own, so that it is not lost in a merge. */
  private static final class Parameters extends SourceInterpreter {
    final Map<AbstractInsnNode, Integer> variables = new HashMap<>();

    Parameters() {
      super(Opcodes.ASM9);
    }

    @Override
    public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
      AbstractInsnNode maker = new InsnNode(Opcodes.NOP);
      variables.put(maker, local);
      return new SourceValue(type.getSize(), maker);
    }
  }

  private final MethodNode node;
  private final @Nullable Frame<SourceValue>[] frames;
  private final Map<AbstractInsnNode, Integer> parameters;

  private Flow(
      MethodNode node,
      @Nullable Frame<SourceValue>[] frames,
      Map<AbstractInsnNode, Integer> parameters) {
    this.node = node;
    this.frames = frames;
    this.parameters = parameters;
  }

  /** Null where the class file cannot be understood. */
  public static @Nullable Flow of(Program program, MethodCode method) {
    try {
      byte[] classFile = program.source().read(method.type.name);
      if (classFile == null) {
        return null;
      }
      ClassNode type = new ClassNode();
      new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
      for (MethodNode node : type.methods) {
        if (node.name.equals(method.name) && node.desc.equals(method.descriptor)) {
          Parameters interpreter = new Parameters();
          return new Flow(
              node, new Analyzer<>(interpreter).analyze(type.name, node), interpreter.variables);
        }
      }
      return null;
    } catch (IOException | AnalyzerException | RuntimeException e) {
      return null;
    }
  }

  /** How many instructions there are. */
  public int size() {
    return node.instructions.size();
  }

  public AbstractInsnNode at(int position) {
    return node.instructions.get(position);
  }

  /** The operand of a call that is the object itself; -1 if it has none. */
  public static int receiver(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC ? -1 : Type.getArgumentTypes(call.desc).length;
  }

  /**
   * The instructions that have made a value, copies left out; a parameter is a negative number.
   *
   * @param position of the instruction that uses it
   * @param fromTop which of its operands, the last one 0
   */
  public Set<Integer> makers(int position, int fromTop) {
    Set<Integer> makers = new HashSet<>();
    addMakersOfOperand(position, fromTop, makers, new HashSet<>());
    return makers;
  }

  private void addMakersOfOperand(
      int position, int fromTop, Set<Integer> makers, Set<Integer> known) {
    Frame<SourceValue> frame = frames[position];
    if (frame == null || frame.getStackSize() <= fromTop) {
      return;
    }
    addMakers(frame.getStack(frame.getStackSize() - 1 - fromTop), makers, known);
  }

  private void addMakers(SourceValue value, Set<Integer> makers, Set<Integer> known) {
    for (AbstractInsnNode insn : value.insns) {
      Integer variable = parameters.get(insn);
      if (variable != null) {
        makers.add(-1 - variable);
        continue;
      }
      int position = node.instructions.indexOf(insn);
      if (!known.add(position)) {
        continue;
      }
      int opcode = insn.getOpcode();
      if (opcode == Opcodes.ALOAD) {
        Frame<SourceValue> frame = frames[position];
        if (frame != null) {
          addMakers(frame.getLocal(((VarInsnNode) insn).var), makers, known);
        }
      } else if (opcode == Opcodes.ASTORE || opcode == Opcodes.DUP || opcode == Opcodes.CHECKCAST) {
        addMakersOfOperand(position, 0, makers, known);
      } else {
        makers.add(position);
      }
    }
  }
}
