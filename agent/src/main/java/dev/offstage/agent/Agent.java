package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.Verdict;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What the agent has and does while it is attached; one in a JVM. Thread-safe. */
final class Agent {
  private static volatile @Nullable Agent current;

  private final Instrumentation instrumentation;
  private final Printer printer;
  private final RuleBook book;
  private final Report report;
  private final LoaderGate gate = new LoaderGate();
  private final RedirectTransformer transformer;
  private final LoadedClasses loaded;

  private Agent(Instrumentation instrumentation, List<Rule> rules, Printer printer) {
    this.instrumentation = instrumentation;
    this.printer = printer;
    this.book = new RuleBook(rules);
    this.report = new Report(printer);
    this.transformer = new RedirectTransformer(gate, book, report);
    this.loaded = new LoadedClasses(instrumentation, printer);
  }

  /** The agent that is attached, or null. */
  static @Nullable Agent current() {
    return current;
  }

  /** Begins to redirect in classes that are loaded from now on. */
  static Agent start(Instrumentation instrumentation, Rules rules, Printer printer) {
    for (String mistake : rules.mistakes()) {
      printer.print("passes over a line that is no rule: " + mistake);
    }
    Agent agent = new Agent(instrumentation, rules.list(), printer);
    instrumentation.addTransformer(agent.transformer, true);
    current = agent;
    return agent;
  }

  /** For an agent that comes to a running JVM: the same in classes that are there already. */
  void catchUp() {
    loaded.tellLibraries();
    loaded.retransform(loaded.concernedByAgent(book, gate));
  }

  /** Ends it all: every class has the bytes again that it would have without the agent. */
  synchronized void stop() {
    current = null;
    instrumentation.removeTransformer(transformer);
    loaded.retransform(loaded.changedBy(transformer));
    Management.unregister();
  }

  /**
   * Takes the rules of a webapp, also for its classes that are loaded already.
   *
   * @param loaders of the webapp, and of its library where that is another one
   * @return what is wrong with lines that are no rules
   */
  synchronized List<String> register(Collection<ClassLoader> loaders, String app, Rules rules) {
    Management.register(this);
    // Also none: a library in a shared place may have brought those of a webapp that is gone.
    for (ClassLoader loader : loaders) {
      book.set(loader, rules.list());
    }
    if (!rules.list().isEmpty()) {
      loaded.retransform(loaded.named(loaders, rules.list()));
    }
    return rules.mistakes();
  }

  /** Looks for rules without effect; see {@link WebappCheck}. */
  WebappCheck check(ClassLoader webapp, Callable<? extends Collection<String>> classNames)
      throws Exception {
    List<Rule> unused = new ArrayList<Rule>(book.ofJvm());
    for (Verdict verdict : report.all()) {
      unused.remove(verdict.rule());
    }
    return new WebappCheck(webapp, book, gate, report.of(webapp), unused, classNames);
  }

  /** Writes what is redirected and refused now to a file, for who has attached the agent. */
  void writeReport(String path) throws IOException {
    if (!new File(path).exists()) {
      throw new FileNotFoundException(
          path + " is not there: this JVM has another folder for temporary files");
    }
    try (Writer file = new OutputStreamWriter(new FileOutputStream(path), StandardCharsets.UTF_8)) {
      file.write(OffstageAgent.REPORT + "\n");
      for (boolean redirected : new boolean[] {true, false}) {
        for (String line : report.lines(redirected)) {
          file.write(line + "\n");
        }
      }
    }
  }

  Report report() {
    return report;
  }

  void say(String line) {
    printer.print(line);
  }
}
