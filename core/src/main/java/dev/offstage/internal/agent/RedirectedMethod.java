package dev.offstage.internal.agent;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the agent says of one method that it has redirected. Holds no class. Immutable. */
final class RedirectedMethod {
  final Surrounded surrounded;

  /** What the caller gets from a method that returns neither nothing nor a future. */
  final @Nullable Object returns;

  private RedirectedMethod(Surrounded surrounded, @Nullable Object returns) {
    this.surrounded = surrounded;
    this.returns = returns;
  }

  /**
   * @param owner the class that declares it
   * @throws RuntimeException if no call of it can be handed over: the method itself says why
   */
  static RedirectedMethod of(
      Class<?> owner, String name, String descriptor, String options, @Nullable Object returns) {
    RedirectOptions parsed = RedirectOptions.parse(options);
    MethodType type = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
    AgentBridgeV1.check(parsed, owner, type);
    RequestCopies.areNeededFor(type);
    return new RedirectedMethod(new Surrounded(owner, name, parsed, type.returnType()), returns);
  }
}
