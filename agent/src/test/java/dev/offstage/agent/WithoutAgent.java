package dev.offstage.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes the agent of {@link AgentSession} away while the tests of a class last. */
final class WithoutAgent implements BeforeAllCallback, AfterAllCallback {
  private Instrumentation instrumentation;

  Instrumentation instrumentation() {
    return instrumentation;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Field field = Agent.class.getDeclaredField("instrumentation");
    field.setAccessible(true);
    instrumentation = (Instrumentation) field.get(Agent.current());
    OffstageAgent.detach();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // So that it does not come to the webapps of these tests.
    System.gc();
    OffstageAgent.agentmain(null, instrumentation);
  }
}
