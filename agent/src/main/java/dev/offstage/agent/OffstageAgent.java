package dev.offstage.agent;

import dev.offstage.agent.advise.Advisor;
import dev.offstage.agent.rules.OneLine;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
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

  /** A line for each method that runs inline because of an error, for the command {@code list}. */
  public static final String FAILURES_PROPERTY = "dev.offstage.agent.failures";

  /** The first line of the answer to {@code attach}; without it the answer is not complete. */
  public static final String REPORT = "offstage-attach 1";

  /** What the first line begins with while the agent is not there yet. */
  public static final String PROGRESS = "offstage-progress ";

  /** Properties of the JVM are no place for long texts. */
  private static final int MOST_PUBLISHED = 20;

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
      String result = arguments.value("result");
      String advise = arguments.value("advise");
      String interval = arguments.value("interval");
      if (arguments.value("detach") != null) {
        detach();
      } else if (advise != null && interval != null && result != null) {
        Advisor.start(
            instrumentation, Long.parseLong(advise), Long.parseLong(interval), new File(result));
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
        String result = arguments.value("result");
        agent.catchUp(new Progress(result));
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
    System.clearProperty(FAILURES_PROPERTY);
    if (agent != null) {
      agent.stop();
    }
  }

  /** Has the command {@code list} show these lines. */
  static void publish(List<String> failures) {
    int most = Math.min(failures.size(), MOST_PUBLISHED);
    StringBuilder lines = new StringBuilder();
    for (String line : failures.subList(0, most)) {
      lines.append(OneLine.of(line)).append('\n');
    }
    if (most < failures.size()) {
      lines.append("and ").append(failures.size() - most).append(" more\n");
    }
    System.setProperty(FAILURES_PROPERTY, lines.toString());
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
