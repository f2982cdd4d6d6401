package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.Map;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The question that a redirected method asks the library at its head: one invokedynamic with the
 * method's own arguments, linked once by {@code AgentBridgeV1.bootstrap}. Class files before Java 7
 * have no such instruction and call {@code AgentBridgeV1.handOver} with an array.
 *
 * <p>Written with ASM rather than with Byte Buddy's model of such calls, which would be another
 * hundred classes to load.
 */
final class HandOverCall implements OffsetMapping {
  static final String BRIDGE = "dev/offstage/internal/agent/AgentBridgeV1";
  private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
  private static final String METHOD_TYPE = "Ljava/lang/invoke/MethodType;";
  private static final String STRING = "Ljava/lang/String;";

  private static final String BOOTSTRAP_TYPE =
      "("
          + LOOKUP
          + STRING
          + METHOD_TYPE
          + METHOD_TYPE
          + "I"
          + STRING
          + ")Ljava/lang/invoke/CallSite;";
  private static final String HAND_OVER_PARAMETERS =
      "(" + LOOKUP + STRING + STRING + "I" + STRING + "[Ljava/lang/Object;)";

  private final boolean dynamic;
  private final String options;

  HandOverCall(ClassFileVersion version, MethodDescription method, Redirection redirection) {
    this.dynamic = version.isAtLeast(ClassFileVersion.JAVA_V7);
    this.options = options(method, redirection);
  }

  /** As the library reads them. */
  static String options(MethodDescription method, Redirection redirection) {
    return "pool="
        + redirection.pool()
        + " start="
        + redirection.start()
        + (redirection.interrupts() ? "" : " interrupt=no")
        + (redirection.from().isEmpty() ? "" : " from=" + redirection.from())
        + (Eligibility.takesRequest(method) ? " requests=copied" : "")
        + ofTask(redirection);
  }

  private static String ofTask(Redirection redirection) {
    StringBuilder options = new StringBuilder();
    for (Map.Entry<String, String> option : redirection.ofTask().entrySet()) {
      options.append(' ').append(option.getKey()).append('=').append(encoded(option.getValue()));
    }
    return options.toString();
  }

  /** As in a URL: there are no blanks in it. */
  private static String encoded(String value) {
    try {
      return URLEncoder.encode(value, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JVM has it", e);
    }
  }

  boolean isDynamic() {
    return dynamic;
  }

  @Override
  public Target resolve(
      TypeDescription type,
      MethodDescription method,
      Assigner assigner,
      ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(
        dynamic ? new DynamicCall(type, method) : new CallWithArray(method));
  }

  /** Asks first whether a call is due at all; used where an array of arguments would be made. */
  static OffsetMapping due() {
    return new OffsetMapping() {
      @Override
      public Target resolve(
          TypeDescription instrumentedType,
          MethodDescription method,
          Assigner assigner,
          ArgumentHandler argumentHandler,
          Sort sort) {
        return new Target.ForStackManipulation(
            new StackManipulation.AbstractBase() {
              @Override
              public Size apply(MethodVisitor code, Implementation.Context context) {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "isDue", "()Z", false);
                return new Size(1, 1);
              }
            });
      }
    };
  }

  private final class DynamicCall extends StackManipulation.AbstractBase {
    private final TypeDescription type;
    private final MethodDescription method;

    DynamicCall(TypeDescription type, MethodDescription method) {
      this.type = type;
      this.method = method;
    }

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context) {
      StringBuilder site = new StringBuilder("(");
      int size = 0;
      if (!method.isStatic()) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        site.append(type.getDescriptor());
        size++;
      }
      for (ParameterDescription parameter : method.getParameters()) {
        Type loaded = Type.getType(parameter.getType().asErasure().getDescriptor());
        code.visitVarInsn(loaded.getOpcode(Opcodes.ILOAD), parameter.getOffset());
        site.append(loaded.getDescriptor());
        size += loaded.getSize();
      }
      site.append(')');
      site.append(
          Eligibility.returnsFuture(method)
              ? method.getReturnType().asErasure().getDescriptor()
              : "Z");
      code.visitInvokeDynamicInsn(
          method.getInternalName(),
          site.toString(),
          new Handle(Opcodes.H_INVOKESTATIC, BRIDGE, "bootstrap", BOOTSTRAP_TYPE, false),
          Type.getMethodType(method.getDescriptor()),
          method.isStatic() ? 1 : 0,
          options);
      return new Size(1, Math.max(size, 1));
    }
  }

  private final class CallWithArray extends StackManipulation.AbstractBase {
    private final MethodDescription method;

    CallWithArray(MethodDescription method) {
      this.method = method;
    }

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()" + LOOKUP, false);
      code.visitLdcInsn(method.getInternalName());
      code.visitLdcInsn(method.getDescriptor());
      code.visitInsn(method.isStatic() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
      code.visitLdcInsn(options);
      Size array = SurroundingCalls.arguments(method).apply(code, context);
      boolean future = Eligibility.returnsFuture(method);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          BRIDGE,
          future ? "handOverFuture" : "handOver",
          HAND_OVER_PARAMETERS + (future ? "Ljava/lang/Object;" : "Z"),
          false);
      return new Size(1, 5 + array.getMaximalSize());
    }
  }
}
