package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.collection.ArrayFactory;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaConstant;

/**
 * The question that a redirected method asks the library at its head: one invokedynamic with the
 * method's own arguments, linked once by {@code AgentBridgeV1.bootstrap}. Class files before Java 7
 * have no such instruction and call {@code AgentBridgeV1.handOver} with an array.
 */
final class HandOverCall implements OffsetMapping {
  private static final TypeDescription.Generic OBJECT =
      TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class);

  private final TypeDescription bridge;
  private final boolean dynamic;
  private final String options;

  HandOverCall(
      TypeDescription bridge,
      ClassFileVersion version,
      MethodDescription method,
      Redirection redirection) {
    this.bridge = bridge;
    this.dynamic = version.isAtLeast(ClassFileVersion.JAVA_V7);
    this.options =
        "pool="
            + redirection.pool()
            + " start="
            + redirection.start()
            + (Eligibility.takesRequest(method) ? " requests=copied" : "");
  }

  boolean isDynamic() {
    return dynamic;
  }

  OffsetMapping due() {
    return new OffsetMapping() {
      @Override
      public Target resolve(
          TypeDescription instrumentedType,
          MethodDescription method,
          Assigner assigner,
          ArgumentHandler argumentHandler,
          Sort sort) {
        return new Target.ForStackManipulation(MethodInvocation.invoke(bridgeMethod("isDue")));
      }
    };
  }

  @Override
  public Target resolve(
      TypeDescription instrumentedType,
      MethodDescription method,
      Assigner assigner,
      ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(
        dynamic ? invokeDynamic(instrumentedType, method) : callWithArray(method));
  }

  private StackManipulation invokeDynamic(TypeDescription type, MethodDescription method) {
    List<TypeDescription> parameters = new ArrayList<TypeDescription>();
    if (!method.isStatic()) {
      parameters.add(type);
    }
    parameters.addAll(method.getParameters().asTypeList().asErasures());
    boolean future = Eligibility.returnsFuture(method);
    return new StackManipulation.Compound(
        MethodVariableAccess.allArgumentsOf(method.asDefined()).prependThisReference(),
        MethodInvocation.invoke(bridgeMethod("bootstrap"))
            .dynamic(
                method.getInternalName(),
                future
                    ? method.getReturnType().asErasure()
                    : TypeDescription.ForLoadedType.of(boolean.class),
                parameters,
                Arrays.<JavaConstant>asList(
                    JavaConstant.MethodType.of(
                        method.getReturnType().asErasure(),
                        method.getParameters().asTypeList().asErasures()),
                    JavaConstant.Simple.ofLoaded(method.isStatic() ? 1 : 0),
                    JavaConstant.Simple.ofLoaded(options))));
  }

  private StackManipulation callWithArray(MethodDescription method) {
    List<StackManipulation> arguments = new ArrayList<StackManipulation>();
    if (!method.isStatic()) {
      arguments.add(MethodVariableAccess.loadThis());
    }
    for (ParameterDescription parameter : method.getParameters()) {
      arguments.add(
          new StackManipulation.Compound(
              MethodVariableAccess.load(parameter),
              Assigner.DEFAULT.assign(parameter.getType(), OBJECT, Assigner.Typing.STATIC)));
    }
    MethodDescription lookup =
        TypeDescription.ForLoadedType.of(MethodHandles.class)
            .getDeclaredMethods()
            .filter(ElementMatchers.named("lookup").and(ElementMatchers.takesArguments(0)))
            .getOnly();
    return new StackManipulation.Compound(
        MethodInvocation.invoke(lookup.asDefined()),
        new TextConstant(method.getInternalName()),
        new TextConstant(method.getDescriptor()),
        IntegerConstant.forValue(method.isStatic()),
        new TextConstant(options),
        ArrayFactory.forType(OBJECT).withValues(arguments),
        MethodInvocation.invoke(
            bridgeMethod(Eligibility.returnsFuture(method) ? "handOverFuture" : "handOver")));
  }

  private MethodDescription.InDefinedShape bridgeMethod(String name) {
    return bridge
        .getDeclaredMethods()
        .filter(ElementMatchers.named(name).and(ElementMatchers.isPublic()))
        .getOnly();
  }
}
