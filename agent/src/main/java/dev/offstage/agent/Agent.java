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

/** The agent while it is attached; one per JVM. Thread-safe. */
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
      printer.print("ignores a line that is not a rule: " + mistake);
    }
    Agent agent = new Agent(instrumentation, rules.list(), printer);
    instrumentation.addTransformer(agent.transformer, true);
    current = agent;
    return agent;
  }

  /**
   * For an agent that is attached to a running JVM: the same for classes that are already loaded.
   */
  void catchUp(Progress progress) {
    loaded.tellLibraries();
    loaded.retransform(loaded.concernedByAgent(book, gate, progress));
  }

  /** Undoes everything: every class gets back the bytes that it would have without the agent. */
  synchronized void stop() {
    current = null;
    instrumentation.removeTransformer(transformer);
    loaded.retransform(loaded.changedBy(transformer));
    Management.unregister();
  }

  /**
   * Takes the rules of a webapp, which also apply to classes already loaded.
   *
   * @param loaders the webapp's, and its library's if that is another one
   * @return what is wrong with lines that are not rules
   */
  synchronized List<String> register(Collection<ClassLoader> loaders, String app, Rules rules) {
    Management.register(this);
    // Even an empty list: a shared library may have brought the rules of a webapp that is gone.
    for (ClassLoader loader : loaders) {
      book.set(loader, rules.list());
    }
    if (!rules.list().isEmpty()) {
      loaded.retransform(loaded.named(loaders, rules.list()));
    }
    return rules.mistakes();
  }

  /** Looks for rules that have no effect; see {@link WebappTrial}. */
  WebappCheck check(ClassLoader webapp, Callable<? extends Collection<String>> classNames)
      throws Exception {
    List<Rule> unused = new ArrayList<Rule>(book.ofJvm());
    for (Verdict verdict : report.all()) {
      unused.remove(verdict.rule());
    }
    return WebappTrial.of(
        webapp,
        book,
        gate,
        transformer.supertypes().seenBy(webapp),
        report.of(webapp),
        unused,
        classNames);
  }

  /** Writes what is redirected and refused now to a file, for whoever attached the agent. */
  void writeReport(String path) throws IOException {
    if (!new File(path).exists()) {
      throw new FileNotFoundException(
          path + " does not exist: this JVM uses another folder for temporary files");
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

  /** A call of a redirected method of this class ran inline because of an error. */
  void notHandedOver(Class<?> type, Throwable error) {
    // What there was no room for says nothing about the method.
    if (!(error instanceof StackOverflowError)) {
      report.notHandedOver(type, error);
      OffstageAgent.publish(report.failures());
    }
  }

  Report report() {
    return report;
  }

  void say(String line) {
    printer.print(line);
  }
}
