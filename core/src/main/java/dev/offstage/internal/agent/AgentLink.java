package dev.offstage.internal.agent;

import dev.offstage.Settings;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.PoolNames;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A webapp's link to the agent: hands in the rules of {@code offstage.redirect} and asks what they
 * do. Calls by name and with JDK types only, since the agent is loaded by the system class loader
 * and may be of another release. Thread-safe.
 */
public final class AgentLink {
  private static final String VERSION_PROPERTY = "dev.offstage.agent.version";
  private static final String AGENT = "dev.offstage.agent.LibraryLinkV1";

  private static volatile @Nullable AgentLink current;

  private final String app;
  private final Settings settings;
  private final ClassLoader loader;
  private final Callable<? extends Collection<String>> classNames;
  private final Aside aside;

  private AgentLink(
      String app,
      Settings settings,
      ClassLoader loader,
      Callable<? extends Collection<String>> classNames) {
    this.app = app;
    this.settings = settings;
    this.loader = loader;
    this.classNames = classNames;
    this.aside = new Aside("offstage-" + app + "-rules", loader);
  }

  /** The agent's version; null when it is not attached, or a security manager hides it. */
  public static @Nullable String agentVersion() {
    try {
      return System.getProperty(VERSION_PROPERTY);
    } catch (SecurityException e) {
      // Nothing was started then: a webapp without the permissions runs as without this library.
      return null;
    }
  }

  /**
   * The link of a webapp, through which its rules are handed in, now and to an agent attached
   * later.
   *
   * @param classNames the names of the webapp's own classes; asked only if needed
   */
  public static AgentLink start(
      String app,
      Settings settings,
      ClassLoader loader,
      Callable<? extends Collection<String>> classNames) {
    AgentLink link = new AgentLink(app, settings, loader, classNames);
    current = link;
    return link;
  }

  /**
   * This loader's webapp stops: an agent attached later must leave it alone. Ends what still looks
   * at its classes.
   */
  public static void stop(@Nullable Object loader) {
    AgentLink link = current;
    if (link != null && link.loader == loader) {
      current = null;
      link.aside.end();
    }
  }

  /** Called by an agent that is attached to a running JVM. */
  public static void agentAttached() {
    AgentLink link = current;
    if (link != null) {
      link.register().forEach(Log::warn);
      link.checkAside();
    }
  }

  /** Whether there are rules. */
  public boolean hasRules() {
    return !settings.redirect().trim().isEmpty();
  }

  /** Redirects what the rules name from now on; returns what is wrong with them. */
  public List<String> register() {
    if (agentVersion() == null) {
      return new ArrayList<>();
    }
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(loader);
    loaders.add(AgentLink.class.getClassLoader());
    Map<String, List<String>> answer =
        ask(
            "register",
            new Class<?>[] {
              Collection.class, String.class, String.class, String.class, Collection.class
            },
            loaders,
            app,
            settings.redirect(),
            settings.redirectSource(),
            poolNames());
    List<String> mistakes = new ArrayList<>();
    if (hasRules()) {
      lines(answer, "mistakes").forEach(line -> mistakes.add("offstage: no redirection: " + line));
    }
    return mistakes;
  }

  private List<String> poolNames() {
    List<String> names = new ArrayList<>();
    names.add(PoolNames.DEFAULT);
    names.addAll(settings.pools().keySet());
    return names;
  }

  /** Checks the rules and logs what is wrong, without anybody waiting for it. */
  public void checkAside() {
    aside.run(
        () -> {
          List<String> problems = new ArrayList<>();
          check(problems);
          // A webapp that stops has nobody left who would mend them.
          if (!Thread.currentThread().isInterrupted()) {
            problems.forEach(Log::warn);
          }
        });
  }

  /** Has work that reads many files done without anybody waiting; ends it when the webapp stops. */
  public void aside(Runnable work) {
    aside.run(work);
  }

  /**
   * Returns the rules that have no effect, or that name a method that is refused; logs one line
   * about what the others do.
   */
  public List<String> check() {
    List<String> problems = new ArrayList<>();
    check(problems).forEach(line -> problems.add("offstage: the agent " + line));
    return problems;
  }

  /** Returns what is refused, which the agent itself prints; adds the rules without an effect. */
  private List<String> check(List<String> problems) {
    if (agentVersion() == null) {
      return Collections.emptyList();
    }
    Map<String, List<String>> answer =
        ask(
            "check",
            new Class<?>[] {ClassLoader.class, String.class, Callable.class},
            loader,
            app,
            classNames);
    if (hasRules()) {
      lines(answer, "mistakes").forEach(line -> problems.add("offstage: " + line));
    }
    lines(answer, "durable").forEach(method -> addIfInline(problems, method));
    lines(answer, "unmatched").forEach(line -> problems.add("offstage: the rule " + line));
    lines(answer, "unmatchedOfJvm")
        .forEach(line -> Log.warn("offstage: so far the JVM-wide rule " + line));
    List<String> refused = lines(answer, "refused");
    int redirected = lines(answer, "redirected").size();
    int allRefused = refused.size() + lines(answer, "refusedMarks").size();
    if (answer.containsKey("redirected") && (hasRules() || redirected + allRefused > 0)) {
      Log.info(
          "offstage: in '"
              + app
              + "' the agent redirects "
              + redirected
              + (redirected == 1 ? " method and refuses " : " methods and refuses ")
              + allRefused
              + (allRefused == 0 ? "" : " (the reasons follow [offstage] on standard error)")
              + "; rules without effect: "
              + lines(answer, "unmatched").size());
    }
    return refused;
  }

  /**
   * Adds why the calls of a method that is to be durable would run inline.
   *
   * @param method as {@link DurableMethods#problem}, with where that is said
   */
  private void addIfInline(List<String> problems, String method) {
    String problem = DurableMethods.problem(method, loader, Runtimes.current());
    if (problem != null) {
      problems.add("offstage: calls of the durable method " + method + " run inline: " + problem);
    }
  }

  private static List<String> lines(Map<String, List<String>> answer, String key) {
    return answer.getOrDefault(key, Collections.emptyList());
  }

  @SuppressWarnings("unchecked") // as that class of the agent declares it
  private static Map<String, List<String>> ask(String what, Class<?>[] types, Object... arguments) {
    try {
      return (Map<String, List<String>>)
          ClassLoader.getSystemClassLoader()
              .loadClass(AGENT)
              .getMethod(what, types)
              .invoke(null, arguments);
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      return Collections.singletonMap(
          "mistakes",
          Collections.singletonList(
              "the agent " + agentVersion() + " does not understand this library: " + cause));
    }
  }
}
