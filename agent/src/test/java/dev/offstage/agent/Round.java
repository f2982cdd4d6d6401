package dev.offstage.agent;

import dev.offstage.agent.rules.Rules;
import dev.offstage.testing.LogRecords;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * The life of an agent with one webapp, from the start to the detaching, and what was not as it
 * would be without the agent.
 */
final class Round implements AutoCloseable {
  /** How the agent comes. */
  enum Way {
    PREMAIN,
    AGENTMAIN
  }

  private static final String POST = "dev.offstage.agent.app.Post";
  private static final List<String> RULES_OF_JVM =
      Arrays.asList(
          POST + "#price returns=7",
          POST + "#weigh(String, long) returns=0 start=after-response",
          POST + "#letters returns=null",
          POST + "#file durable=yes",
          "no rule");

  /** For faults elsewhere: loading it each time would take half of the time. */
  private static final ClassLoader WHOLE_LIBRARY = library();

  private static final List<String> MORE_RULES =
      Arrays.asList(
          "!dev.offstage.agent.app..Po*#anything",
          "dev.offstage.agent.app.P*#reply",
          "a.B#c pol=x");

  private static int rounds;

  final LimitedJvm jvm;
  private final Fault fault;
  private final ClassLoader webapp;
  private final ClassLoader agent = new MemoryLoader(Round.class.getClassLoader(), Faulty.AGENT);
  private final Path config = Files.write(Files.createTempFile("jvm", ".rules"), RULES_OF_JVM);
  private final Path second = Files.write(Files.createTempFile("second", ".rules"), MORE_RULES);
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Thread.UncaughtExceptionHandler realHandler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final LogRecords log = new LogRecords();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private Callable<?> onceThere = () -> null;

  private static ClassLoader library() {
    ClassLoader library = new MemoryLoader(Round.class.getClassLoader(), Faulty.LIBRARY);
    try {
      // Before there is an agent that looks at each.
      for (String name : Faulty.LIBRARY.keySet()) {
        library.loadClass(name);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return library;
  }

  Round(Instrumentation instrumentation, Fault fault) throws Exception {
    this(
        instrumentation,
        fault,
        new MemoryLoader(fault.isIn(Faulty.AGENT) ? WHOLE_LIBRARY : library(), Faulty.APP));
  }

  Round(Instrumentation instrumentation, Fault fault, ClassLoader webapp) throws Exception {
    this.jvm = new LimitedJvm(instrumentation, webapp);
    this.fault = fault;
    this.webapp = webapp;
    System.setErr(new PrintStream(printed, true));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> wrong.add("uncaught in " + thread.getName() + ": " + thrown));
  }

  /** What happens between the agent's start and the first call. */
  void onceThere(Callable<?> event) {
    onceThere = event;
  }

  void live(Way way) throws InterruptedException {
    live(way, "config=" + config);
  }

  /** Lives it, on a thread of its own that may hang. */
  void live(Way way, String arguments) throws InterruptedException {
    fault.set(agent);
    Thread thread =
        new Thread(
            () -> {
              try {
                go(way, arguments);
              } catch (Throwable t) {
                wrong.add("thrown at the JVM or the webapp: " + t + trace(t.getStackTrace()));
              }
            },
            "request");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    thread.join(TimeUnit.MINUTES.toMillis(1));
    if (thread.isAlive()) {
      wrong.add("hangs" + trace(thread.getStackTrace()));
    }
  }

  private static String trace(StackTraceElement[] frames) {
    return Arrays.stream(frames).map(frame -> "\n  at " + frame).collect(Collectors.joining());
  }

  private void go(Way way, String arguments) throws Throwable {
    if (way == Way.PREMAIN) {
      agent("premain", arguments);
      checkThatItIsThereOrNot();
      shop("start");
    } else {
      shop("start");
      tour();
      agent("agentmain", arguments);
      checkThatItIsThereOrNot();
    }
    if (System.getProperty(OffstageAgent.VERSION_PROPERTY) != null) {
      changeRules();
    }
    tour();
    shop("check");
    asCommand("detach");
    tour();
    shop("stop");
  }

  private void agent(String way, String arguments) throws Throwable {
    try {
      agent
          .loadClass(OffstageAgent.class.getName())
          .getMethod(way, String.class, Instrumentation.class)
          .invoke(null, arguments, jvm.instrumentation());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A second agent in the same JVM, and what that has read is read once more. */
  private void changeRules() throws Throwable {
    agent("premain", "config=" + second);
    Files.write(config, RULES_OF_JVM.subList(0, 4));
    Files.write(second, MORE_RULES.subList(0, 2));
    asCommand("reload", agent.loadClass(Rules.class.getName()));
  }

  /** As for the agent's command, which is told of everything that is thrown. */
  private void asCommand(String what, Class<?>... types) throws ReflectiveOperationException {
    Method method = agent.loadClass(OffstageAgent.class.getName()).getDeclaredMethod(what, types);
    method.setAccessible(true);
    try {
      method.invoke(null, new Object[types.length]);
    } catch (InvocationTargetException e) {
      System.err.println(e.getCause());
    }
  }

  /** Nothing in between: a library that sees no agent hands in no rules. */
  private void checkThatItIsThereOrNot() throws Exception {
    onceThere.call();
    boolean told = System.getProperty(OffstageAgent.VERSION_PROPERTY) != null;
    boolean does = jvm.hasTransformer();
    boolean saysNothing = printed().contains("the agent does nothing");
    if (told != does || saysNothing && does) {
      wrong.add("told: " + told + ", does: " + does + ", says nothing: " + saysNothing);
    }
  }

  private void shop(String what) throws Throwable {
    try {
      webapp.loadClass("dev.offstage.agent.app.Shop").getMethod(what).invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked") // strings, in whatever loader
  private void tour() throws Exception {
    Class<?> type = webapp.loadClass("dev.offstage.agent.app.Tour");
    Object tour = type.getConstructor().newInstance();
    type.getMethod("take").invoke(tour);
    expected.addAll((List<String>) type.getMethod("effects").invoke(tour));
    wrong.addAll((List<String>) type.getMethod("wrong").invoke(tour));
  }

  /** What is not as without the agent: work that did not run once, and what callers saw. */
  List<String> problems() throws Exception {
    List<String> problems = new ArrayList<>(wrong);
    List<String> missing = new ArrayList<>(expected);
    for (String call : calls()) {
      if (!missing.remove(call.split("@")[0])) {
        problems.add("has run once too often: " + call);
      }
    }
    missing.forEach(call -> problems.add("has not run: " + call));
    return problems;
  }

  List<String> ranInPool() throws Exception {
    return calls().stream()
        .filter(call -> call.contains("@offstage-"))
        .collect(Collectors.toList());
  }

  @SuppressWarnings("unchecked") // strings, in whatever loader
  private List<String> calls() throws Exception {
    Class<?> all = webapp.loadClass("dev.offstage.agent.app.Calls");
    calls.addAll((List<String>) all.getMethod("takeAll").invoke(null));
    return calls;
  }

  List<LogRecord> log() {
    return log.all();
  }

  String printed() {
    return printed.toString();
  }

  @Override
  public void close() throws Exception {
    jvm.removeTransformers();
    Fault.none().set(null);
    System.clearProperty(OffstageAgent.VERSION_PROPERTY);
    System.setErr(realErr);
    Thread.setDefaultUncaughtExceptionHandler(realHandler);
    log.close();
    Files.delete(config);
    Files.delete(second);
    // The JVM goes through all classes, also of those loaders, each time it transforms some.
    if (++rounds % 20 == 0) {
      System.gc();
    }
  }
}
