package dev.offstage.benchmarks.startup;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;

import dev.offstage.Background;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** An agent as Byte Buddy's own builder makes it: every class is read and matched. */
public final class EagerAgent {
  private EagerAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .type(declaresMethod(isAnnotatedWith(Background.class)))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Skip.class).on(isAnnotatedWith(Background.class))))
        .installOn(instrumentation);
  }

  static final class Skip {
    private Skip() {}

    @Advice.OnMethodEnter
    static void enter() {}
  }
}
