package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.HandedOver;
import dev.offstage.agent.weave.Verdict;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The agent while it is attached; one per JVM. Thread-safe. */
final class Agent {
  private static volatile @Nullable Agent current;

  private final Instrumentation instrumentation;
  private final Printer printer;
  private final RuleBook book;
  private final Report report;
  private final Webapps webapps = new Webapps();
  private final LoaderGate gate = new LoaderGate();
  private final RedirectTransformer transformer;
  private final LoadedClasses loaded;
  private final RuleFiles files = new RuleFiles();

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
  static Agent start(
      Instrumentation instrumentation, Rules rules, @Nullable String config, Printer printer) {
    Agent agent = new Agent(instrumentation, rules.list(), printer);
    if (config != null) {
      agent.files.add(config);
    }
    agent.sayMistakes(rules);
    instrumentation.addTransformer(agent.transformer, true);
    current = agent;
    return agent;
  }

  /**
   * For an agent that is attached to a running JVM: the same for classes that are already loaded.
   */
  void catchUp(Progress progress) {
    loaded.tellLibraries();
    retransform(loaded.concernedByAgent(book, gate, progress));
  }

  private void sayMistakes(Rules rules) {
    for (String mistake : rules.mistakes()) {
      say("ignores a line that is not a rule: " + mistake);
    }
  }

  /**
   * Puts other rules of the whole JVM in place of those that it has. What they mean and those
   * before did not is redirected from now on; what they no longer mean gets its own code back.
   */
  synchronized void reload(Rules rules) {
    List<Rule> before = book.ofJvm();
    List<Rule> either = new ArrayList<Rule>(before);
    either.addAll(rules.list());
    book.setOfJvm(rules.list());
    report.forget(before);
    loaded.tellLibraries();
    List<Class<?>> concerned = loaded.namedInAnyWebapp(either, gate);
    concerned.addAll(loaded.changedBy(transformer));
    retransform(concerned);
    OffstageAgent.publish(report.failures());
  }

  /**
   * Adds the rules of a file, for a second agent in the same JVM: they come after those that it
   * has.
   *
   * @throws IOException if the file cannot be read
   */
  synchronized void addFile(String path) throws IOException {
    if (files.contains(path)) {
      return;
    }
    Rules rules = files.read(path);
    sayMistakes(rules);
    say("is in this JVM already, and now uses the rules in " + path + ", too");
    List<Rule> all = new ArrayList<Rule>(book.ofJvm());
    all.addAll(rules.list());
    book.setOfJvm(all);
    retransform(loaded.namedInAnyWebapp(rules.list(), gate));
  }

  /**
   * Reads the files that it was started with once more.
   *
   * @throws IOException if there is none, or one cannot be read
   */
  Rules readFilesAgain() throws IOException {
    return files.readAll();
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
   * @param pools the names of its pools
   * @return what is wrong with lines that are not rules
   */
  synchronized List<String> register(
      Collection<ClassLoader> loaders, String app, Rules rules, Collection<String> pools) {
    Management.register(this);
    webapps.add(loaders.iterator().next(), app);
    book.setPools(loaders.iterator().next(), pools);
    for (String line : transformer.misplaced().ofLibrary(loaders.iterator().next(), app)) {
      say(line);
    }
    // Even an empty list: a shared library may have brought the rules of a webapp that is gone.
    for (ClassLoader loader : loaders) {
      book.set(loader, rules.list());
    }
    if (!rules.list().isEmpty()) {
      retransform(loaded.named(loaders, rules.list()));
    }
    return rules.mistakes();
  }

  /** Has these classes redirected by the rules as they are now, and then what surrounds them. */
  private void retransform(List<Class<?>> types) {
    transformer.redirections().nextGeneration();
    List<Class<?>> surrounding = loaded.surrounding(gate);
    Set<Class<?>> all = new LinkedHashSet<Class<?>>(types);
    all.removeAll(surrounding);
    all.addAll(surrounding);
    loaded.retransform(new ArrayList<Class<?>>(all));
  }

  /** The redirected methods that a class declares, by name and descriptor. */
  Map<String, HandedOver> redirected(Class<?> type) {
    return transformer.redirections().of(type.getClassLoader(), type.getName());
  }

  /** Looks for rules that have no effect; see {@link WebappTrial}. */
  WebappCheck check(ClassLoader webapp, Callable<? extends Collection<String>> classNames)
      throws Exception {
    List<Rule> unused = new ArrayList<Rule>(book.ofJvm());
    for (Verdict verdict : report.all()) {
      unused.remove(verdict.rule());
    }
    WebappCheck check =
        WebappTrial.of(
            webapp,
            book,
            gate,
            transformer.supertypes().seenBy(webapp),
            report.of(webapp),
            unused,
            classNames);
    webapps.checked(webapp, check.problemsOfJvm());
    return check;
  }

  /** The rules of the whole JVM. */
  List<Rule> rulesOfJvm() {
    return book.ofJvm();
  }

  Webapps webapps() {
    return webapps;
  }

  /** The names of the loaded classes that could be redirected, by their loader. */
  Map<ClassLoader, Set<String>> loadedNames() {
    return loaded.names(gate);
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
