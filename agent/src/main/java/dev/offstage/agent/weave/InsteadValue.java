package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Literal;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.utility.ConstantValue;
import org.jspecify.annotations.Nullable;

/** Puts the value of {@code returns=} where {@link Instead} stands. */
final class InsteadValue implements OffsetMapping {
  private final @Nullable Literal returns;

  InsteadValue(@Nullable Literal returns) {
    this.returns = returns;
  }

  @Override
  public Target resolve(
      TypeDescription instrumentedType,
      MethodDescription method,
      Assigner assigner,
      ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(value(method.getReturnType().asErasure()));
  }

  /** Puts it on the stack, as an object. */
  StackManipulation value(TypeDescription type) {
    Object value = returns == null ? null : Eligibility.valueFor(type, returns);
    if (value == null) {
      return NullConstant.INSTANCE;
    }
    ConstantValue constant = ConstantValue.Simple.wrap(value);
    return new StackManipulation.Compound(
        constant.toStackManipulation(),
        Assigner.DEFAULT.assign(
            constant.getTypeDescription().asGenericType(),
            TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class),
            Assigner.Typing.STATIC));
  }
}
