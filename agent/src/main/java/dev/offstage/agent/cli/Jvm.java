package dev.offstage.agent.cli;

import dev.offstage.agent.OffstageAgent;
import dev.offstage.agent.exchange.Message;
import dev.offstage.agent.exchange.Wire;
import java.io.Closeable;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running JVM, reached through the JDK's attach API: the module {@code jdk.attach}, or {@code
 * tools.jar} before Java 9; by reflection, since this jar is made for both.
 */
final class Jvm implements Closeable {
  private static final int MOST_FAILURES = 20;
  private static final String ATTACH_API = "com.sun.tools.attach.VirtualMachine";

  private final String id;
  private final Object machine;
  private final Patience patience;

  private Jvm(String id, Object machine, Patience patience) {
    this.id = id;
    this.machine = machine;
    this.patience = patience;
  }

  /** The ids and names of this user's JVMs that can be seen, except this one. */
  static Map<String, String> list() throws CommandException {
    Map<String, String> found = new LinkedHashMap<>();
    try {
      for (Object descriptor : (List<?>) api().getMethod("list").invoke(null)) {
        Class<?> type =
            api().getClassLoader() == null
                ? descriptor.getClass()
                : load("com.sun.tools.attach.VirtualMachineDescriptor");
        String id = (String) type.getMethod("id").invoke(descriptor);
        found.put(id, (String) type.getMethod("displayName").invoke(descriptor));
      }
    } catch (ReflectiveOperationException e) {
      throw failure("list the JVMs", e, "");
    }
    found.remove(ownId());
    return found;
  }

  private static String ownId() {
    String name = java.lang.management.ManagementFactory.getRuntimeMXBean().getName();
    return name.substring(0, name.indexOf('@'));
  }

  static Jvm attach(String id, Patience patience) throws CommandException {
    if (!id.matches("\\d{1,10}")) {
      throw new WrongUseException("'" + id + "' is not a process id; the command list shows them");
    }
    if (id.equals(ownId())) {
      throw new WrongUseException("Process " + id + " is this command itself");
    }
    String other = Surroundings.whyNoJvm(id);
    // A JVM that has its library inside of its program is in the list.
    if (other != null && !list().containsKey(id)) {
      throw new CommandException(other);
    }
    try {
      Object machine =
          patience.call(
              id, "be attached to", () -> api().getMethod("attach", String.class).invoke(null, id));
      return new Jvm(id, Objects.requireNonNull(machine), patience);
    } catch (ReflectiveOperationException e) {
      throw failure("attach to process " + id, e, Surroundings.whyNoAttach(id));
    }
  }

  /** The version of the agent that it has, or null. */
  @Nullable String agentVersion() throws CommandException {
    return properties().getProperty(OffstageAgent.VERSION_PROPERTY);
  }

  Properties properties() throws CommandException {
    try {
      Object properties =
          patience.call(
              id,
              "tell its properties",
              () -> api().getMethod("getSystemProperties").invoke(machine));
      return (Properties) Objects.requireNonNull(properties);
    } catch (ReflectiveOperationException e) {
      throw failure("read the properties of process " + id, e, "");
    }
  }

  /**
   * Sends a request to the agent's jar in there and waits for the answer.
   *
   * @throws CommandException also if the answer is that it could not be done
   */
  Message ask(Message request, Consumer<String> progress) throws CommandException {
    File jar = ownJar();
    String hidden = Surroundings.whyHidden(id, jar);
    if (hidden != null) {
      throw new CommandException(hidden);
    }
    String answerId = Long.toHexString(new SecureRandom().nextLong());
    try {
      request.add("jar", jar.getPath());
      for (String part : Wire.arguments(request, answerId, jar.getPath())) {
        loadAgent(jar, part);
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "The request is too long for process " + id + ": " + e.getMessage(), e);
    }
    Message answer = await(Wire.answerProperty(answerId), progress);
    if (answer.kind().equals(Message.FAILED)) {
      throw new CommandException("Process " + id + ": " + answer.first("reason"));
    }
    return answer;
  }

  private Message await(String property, Consumer<String> progress) throws CommandException {
    String last = null;
    long deadline = patience.deadline();
    int failures = 0;
    while (true) {
      String text;
      try {
        text = properties().getProperty(property);
        failures = 0;
      } catch (CommandException e) {
        // A busy JVM now and then closes such a connection; one that has ended does it each time.
        if (++failures == MOST_FAILURES) {
          throw e;
        }
        patience.pause();
        continue;
      }
      if (text != null && !text.equals(last)) {
        Message answer = Message.parse(text);
        if (!answer.kind().equals(Message.WORKING)) {
          return answer;
        }
        progress.accept(String.valueOf(answer.first("progress")));
        deadline = patience.deadline();
      }
      if (text == null && last != null) {
        throw new CommandException(
            "Process " + id + " has taken its answer back: it came too late");
      }
      last = text;
      if (System.nanoTime() - deadline > 0) {
        throw new CommandException(
            "Process "
                + id
                + (last == null
                    ? " does not answer; its error output may say why"
                    : " has not got any further for " + patience + ", and may be done later")
                + " (--timeout waits longer)");
      }
      patience.pause();
    }
  }

  private void loadAgent(File jar, String arguments) throws CommandException {
    try {
      patience.call(
          id,
          "load the agent",
          () ->
              api()
                  .getMethod("loadAgent", String.class, String.class)
                  .invoke(machine, jar.getPath(), arguments));
    } catch (ReflectiveOperationException e) {
      if (!isAnswerOfOtherJdk(e.getCause())) {
        throw failure(
            "load the agent into process " + id, e, ". Can its user read " + jar.getPath() + "?");
      }
    }
  }

  /**
   * Java 9 changed how a JVM says that it has loaded an agent: across that border the attach API
   * takes the answer for a failure. Whether it was one, the answer or its absence says.
   */
  private static boolean isAnswerOfOtherJdk(@Nullable Throwable thrown) {
    String message = thrown == null ? null : thrown.getMessage();
    return message != null
        && (message.matches("(Failed to load agent library: )?0")
            || message.startsWith("Non-numeric value found"));
  }

  private static File ownJar() throws CommandException {
    CodeSource source = Jvm.class.getProtectionDomain().getCodeSource();
    try {
      File jar = source == null ? null : new File(source.getLocation().toURI()).getAbsoluteFile();
      if (jar != null && jar.isFile()) {
        return jar;
      }
    } catch (URISyntaxException e) {
      throw new CommandException("The agent's jar has no file path: " + source.getLocation(), e);
    }
    throw new CommandException("This command works only from the agent's jar");
  }

  private static CommandException failure(
      String what, ReflectiveOperationException e, String hint) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return new CommandException("Cannot " + what + ": " + cause + hint, cause);
  }

  private static Class<?> api() throws CommandException {
    return load(ATTACH_API);
  }

  private static Class<?> load(String name) throws CommandException {
    try {
      return Class.forName(name, true, Attach.LOADER);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new CommandException(
          "This java has no attach API ("
              + System.getProperty("java.home")
              + "); use the java of a JDK, with the module jdk.attach",
          e);
    }
  }

  /** One loader for all uses: the library behind the API can be loaded only once. */
  private static final class Attach {
    static final ClassLoader LOADER = loader();

    private static ClassLoader loader() {
      File home = new File(System.getProperty("java.home"));
      for (File tools :
          new File[] {new File(home, "../lib/tools.jar"), new File(home, "lib/tools.jar")}) {
        if (tools.isFile()) {
          try {
            return new URLClassLoader(new URL[] {tools.toURI().toURL()});
          } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      return ClassLoader.getSystemClassLoader();
    }
  }

  @Override
  public void close() {
    try {
      api().getMethod("detach").invoke(machine);
    } catch (ReflectiveOperationException | CommandException e) {
      // It ends with this process at the latest.
    }
  }
}
