package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.collection.ArrayFactory;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The questions that what surrounds a redirected method asks the library, at {@link Around}. */
final class SurroundingCalls {
  static final String BRIDGE = "dev/offstage/internal/agent/InterceptorBridgeV1";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
  private static final String STRING = "Ljava/lang/String;";

  private SurroundingCalls() {}

  /** Asked by an interceptor, which gets the call as an object. */
  static OffsetMapping ofInterceptor(final long generation) {
    return new Mapping() {
      @Override
      StackManipulation call(MethodDescription method) {
        return new StackManipulation.AbstractBase() {
          @Override
          public Size apply(MethodVisitor code, Implementation.Context context) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitLdcInsn(generation);
            code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                BRIDGE,
                "enter",
                "(" + OBJECT + OBJECT + "J)" + OBJECT,
                false);
            return new Size(1, 4);
          }
        };
      }
    };
  }

  /** Asked by a method that calls the redirected one of its superclass. */
  static OffsetMapping ofSubclass(final HandedOver handedOver) {
    return new Mapping() {
      @Override
      StackManipulation call(final MethodDescription method) {
        return new StackManipulation.AbstractBase() {
          @Override
          public Size apply(MethodVisitor code, Implementation.Context context) {
            code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()" + LOOKUP,
                false);
            code.visitLdcInsn(method.getInternalName());
            code.visitLdcInsn(method.getDescriptor());
            code.visitLdcInsn(handedOver.options);
            Size array = arguments(method).apply(code, context);
            Size value =
                new InsteadValue(
                        handedOver.returns == null ? null : handedOver.redirection.returns())
                    .value(method.getReturnType().asErasure())
                    .apply(code, context);
            code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                BRIDGE,
                "enter",
                "(" + LOOKUP + STRING + STRING + STRING + "[" + OBJECT + OBJECT + ")" + OBJECT,
                false);
            return new Size(1, 5 + Math.max(array.getMaximalSize(), value.getMaximalSize()));
          }
        };
      }
    };
  }

  /** The receiver and the parameters in an array. */
  static StackManipulation arguments(MethodDescription method) {
    TypeDescription.Generic object =
        TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class);
    List<StackManipulation> arguments = new ArrayList<StackManipulation>();
    if (!method.isStatic()) {
      arguments.add(MethodVariableAccess.loadThis());
    }
    for (ParameterDescription parameter : method.getParameters()) {
      arguments.add(
          new StackManipulation.Compound(
              MethodVariableAccess.load(parameter),
              Assigner.DEFAULT.assign(parameter.getType(), object, Assigner.Typing.STATIC)));
    }
    return ArrayFactory.forType(object).withValues(arguments);
  }

  private abstract static class Mapping implements OffsetMapping {
    abstract StackManipulation call(MethodDescription method);

    @Override
    public Target resolve(
        TypeDescription type,
        MethodDescription method,
        Assigner assigner,
        ArgumentHandler argumentHandler,
        Sort sort) {
      return new Target.ForStackManipulation(call(method));
    }
  }
}
