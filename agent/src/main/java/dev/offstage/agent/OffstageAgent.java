package dev.offstage.agent;

import dev.offstage.agent.exchange.Wire;
import dev.offstage.agent.rules.OneLine;
import dev.offstage.agent.rules.Rules;
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

  /** Properties of the JVM are no place for long texts. */
  private static final int MOST_PUBLISHED = 20;

  private OffstageAgent() {}

  /** Called by the JVM for {@code -javaagent:offstage-agent.jar[=arguments]}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      start(AgentArguments.parse(arguments), instrumentation, null);
    } catch (Throwable t) {
      // Every Throwable: one that leaves premain kills the JVM.
      sayNothingHappens(t);
    }
  }

  /** Called by the JVM when the agent is attached later, and for the agent's command. */
  public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
    try {
      if (text != null && text.startsWith(Wire.PREFIX)) {
        Commands.receive(text, instrumentation);
      } else {
        start(AgentArguments.parse(text), instrumentation, new Progress(null));
      }
    } catch (Throwable t) {
      // Every Throwable: the application goes on as it was.
      sayNothingHappens(t);
    }
  }

  private static void start(
      AgentArguments arguments, Instrumentation instrumentation, @Nullable Progress progress)
      throws IOException {
    String config = arguments.value("config");
    if (!arguments.isEnabled()) {
      return;
    }
    if (System.getProperty(VERSION_PROPERTY) == null) {
      begin(instrumentation, arguments.rules(), config, progress);
    } else if (config != null) {
      addToFirst(config);
    }
  }

  /** A second agent in the same JVM: its rules count as well. */
  private static void addToFirst(String config) throws IOException {
    Agent first = Agent.current();
    if (first == null) {
      throw new IOException(
          "another agent is in this JVM, which does not take the rules in "
              + config
              + "; put them into its own file");
    }
    first.addFile(config);
  }

  /**
   * Begins to redirect.
   *
   * @param config the file that the rules come from, if they can be read again
   * @param progress of what is done with the classes that are there already; null at the start of
   *     the JVM, when there are none
   */
  static Agent begin(
      Instrumentation instrumentation,
      Rules rules,
      @Nullable String config,
      @Nullable Progress progress) {
    OwnJar.remember();
    Agent agent = Agent.start(instrumentation, rules, config, new Printer(System.err));
    try {
      System.setProperty(VERSION_PROPERTY, version());
      if (progress != null) {
        agent.catchUp(progress);
      }
      return agent;
    } catch (Throwable t) {
      // Every Throwable: half an agent, which the library may not know of, helps nobody.
      detach();
      throw t;
    }
  }

  /**
   * The agent uses other rules of the whole JVM.
   *
   * @param given null to read its files of rules again
   * @throws IOException if there is no such file, or one cannot be read
   * @throws IllegalArgumentException if there is a mistake in them
   */
  static Agent reload(@Nullable Rules given) throws IOException {
    Agent agent = Agent.current();
    if (agent == null) {
      throw new IllegalArgumentException("the agent is not there");
    }
    Rules rules = given == null ? agent.readFilesAgain() : given;
    if (!rules.mistakes().isEmpty()) {
      StringBuilder text = new StringBuilder();
      for (String mistake : rules.mistakes()) {
        text.append('\n').append(mistake);
      }
      throw new IllegalArgumentException(
          "the rules stay as they are, because there are mistakes in the new ones:" + text);
    }
    agent.reload(rules);
    return agent;
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
    if (failures.isEmpty()) {
      System.clearProperty(FAILURES_PROPERTY);
      return;
    }
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
      System.err.println("[offstage] the agent does nothing: " + reason(t));
    } catch (Throwable unsaid) {
      // Every Throwable: a server's own stream may throw, and nobody is left to tell.
    }
  }

  /** What went wrong, for a user. */
  static String reason(Throwable t) {
    boolean expected = t instanceof IllegalArgumentException || t instanceof IOException;
    return String.valueOf(expected ? t.getMessage() : t);
  }

  /** The version in the manifest of the jar. */
  public static String version() {
    Package own = OffstageAgent.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
