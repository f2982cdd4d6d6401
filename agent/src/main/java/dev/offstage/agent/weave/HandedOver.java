package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import net.bytebuddy.description.method.MethodDescription;
import org.jspecify.annotations.Nullable;

/** One redirected method, as what surrounds it has to hand it over. Immutable. */
public final class HandedOver {
  /** As the library reads them. */
  public final String options;

  /** What the caller gets from a method that returns neither nothing nor a future. */
  public final @Nullable Object returns;

  /** Whether an annotation says that a container puts something around it. */
  public final boolean isSurrounded;

  final Redirection redirection;

  HandedOver(
      MethodDescription.InDefinedShape method, Redirection redirection, boolean isSurrounded) {
    this.options = HandOverCall.options(method, redirection);
    // A rule for many methods may say what a void one of them returns.
    this.returns =
        redirection.returns() == null
                || method.getReturnType().represents(void.class)
                || Eligibility.returnsFuture(method)
            ? null
            : Eligibility.valueFor(method.getReturnType().asErasure(), redirection.returns());
    this.isSurrounded = isSurrounded;
    this.redirection = redirection;
  }
}
