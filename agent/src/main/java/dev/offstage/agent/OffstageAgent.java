package dev.offstage.agent;

import dev.offstage.agent.advise.AdviceRequest;
import dev.offstage.agent.advise.Advisor;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's entry point. Nothing that goes wrong here stops the application: it then runs as if
 * without the agent, and one line says so.
 *
 * <p>No lambdas and no {@code java.util.logging} on this path: early Java 8 releases and
 * application servers with a log manager of their own do not survive them this early.
 */
public final class OffstageAgent {
  /** Tells the library that the agent is there, and a second agent that it is not needed. */
  public static final String VERSION_PROPERTY = "dev.offstage.agent.version";

  /** The first line of the answer to {@code attach}; without it the answer is not complete. */
  public static final String REPORT = "offstage-attach 1";

  private OffstageAgent() {}

  /** Called by the JVM for {@code -javaagent:offstage-agent.jar[=arguments]}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      start(AgentArguments.parse(arguments), instrumentation, false);
    } catch (Throwable t) {
      // Every Throwable: one that leaves premain kills the JVM.
      sayNothingHappens(t);
    }
  }

  /** Called by the JVM when the agent is attached later, or detached. */
  public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
    try {
      AgentArguments arguments = AgentArguments.parse(text);
      AdviceRequest request =
          AdviceRequest.of(arguments.value("advise"), arguments.value("result"));
      if (arguments.value("detach") != null) {
        detach();
      } else if (request != null) {
        Advisor.start(instrumentation, request);
      } else {
        start(arguments, instrumentation, true);
      }
    } catch (Throwable t) {
      // Every Throwable: the application goes on as it was.
      sayNothingHappens(t);
    }
  }

  private static void start(AgentArguments arguments, Instrumentation instrumentation, boolean late)
      throws IOException {
    if (!arguments.isEnabled() || System.getProperty(VERSION_PROPERTY) != null) {
      return;
    }
    Agent agent = Agent.start(instrumentation, arguments.rules(), new Printer(System.err));
    try {
      System.setProperty(VERSION_PROPERTY, version());
      if (late) {
        agent.catchUp();
        String result = arguments.value("result");
        if (result != null) {
          report(agent, result);
        }
      }
    } catch (Throwable t) {
      // Every Throwable: half an agent, which the library may not know of, helps nobody.
      detach();
      throw t;
    }
  }

  private static void report(Agent agent, String result) {
    try {
      agent.writeReport(result);
    } catch (IOException | RuntimeException e) {
      agent.say("is attached but cannot tell the command so: " + e.getMessage());
    }
  }

  /** Every class gets back the bytes that it would have without the agent. */
  static void detach() {
    Agent agent = Agent.current();
    System.clearProperty(VERSION_PROPERTY);
    if (agent != null) {
      agent.stop();
    }
  }

  private static void sayNothingHappens(Throwable t) {
    try {
      boolean expected = t instanceof IllegalArgumentException || t instanceof IOException;
      System.err.println("[offstage] the agent does nothing: " + (expected ? t.getMessage() : t));
    } catch (Throwable unsaid) {
      // Every Throwable: a server's own stream may throw, and nobody is left to tell.
    }
  }

  /** The version in the manifest of the jar. */
  public static String version() {
    Package own = OffstageAgent.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
