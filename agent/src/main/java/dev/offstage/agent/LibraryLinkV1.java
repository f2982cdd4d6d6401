package dev.offstage.agent;

import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.HandedOver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What the library in a webapp calls, by name and with JDK types only: it is loaded by another
 * loader and may be of another release. Methods are never changed; a {@code V2} is added beside
 * this instead. None of them throws: {@code mistakes} then says what went wrong.
 */
public final class LibraryLinkV1 {
  private static final Class<?>[] REGISTER = {
    Collection.class, String.class, String.class, String.class, Collection.class
  };
  private static final Class<?>[] CHECK = {ClassLoader.class, String.class, Callable.class};

  private LibraryLinkV1() {}

  /**
   * Redirects what a webapp's rules name from now on.
   *
   * @param loaders the webapp's, and its library's if that is another one
   * @param source where the rules come from, for messages
   * @param pools the names of the webapp's pools: a rule with another one is a mistake
   * @return {@code mistakes}: the lines that are not rules
   */
  public static Map<String, List<String>> register(
      Collection<ClassLoader> loaders,
      String app,
      String rules,
      String source,
      Collection<String> pools) {
    Map<String, List<String>> result = new LinkedHashMap<String, List<String>>();
    try {
      Map<String, List<String>> answer =
          OtherRelease.ask("register", REGISTER, loaders, app, rules, source, pools);
      if (answer != null) {
        return answer;
      }
      Agent agent = Agent.current();
      result.put(
          "mistakes",
          agent == null
              ? Collections.<String>emptyList()
              : agent.register(loaders, app, Rules.parse(rules, source, pools), pools));
    } catch (Throwable t) {
      // Every Throwable: the webapp must start as if without the agent.
      result.put("mistakes", failure("take the rules of", app, t));
    }
    return result;
  }

  /**
   * Finds out what a webapp's rules do.
   *
   * @param classNames the names of the webapp's own classes; asked only if needed
   * @return {@code redirected} and {@code refused} methods, of the former also the {@code durable}
   *     ones, {@code unmatched} rules of the webapp and {@code unmatchedOfJvm}, rules of the whole
   *     JVM
   */
  public static Map<String, List<String>> check(
      ClassLoader webapp, String app, Callable<? extends Collection<String>> classNames) {
    Map<String, List<String>> result = new LinkedHashMap<String, List<String>>();
    try {
      Map<String, List<String>> answer = OtherRelease.ask("check", CHECK, webapp, app, classNames);
      if (answer != null) {
        return answer;
      }
      Agent agent = Agent.current();
      if (agent != null) {
        WebappCheck check = agent.check(webapp, classNames);
        result.put("redirected", check.redirected());
        result.put("durable", check.durable());
        result.put("refused", check.refused(true));
        result.put("refusedMarks", check.refused(false));
        result.put("unmatched", lines(check.problems()));
        result.put("unmatchedOfJvm", lines(check.problemsOfJvm()));
      }
    } catch (Throwable t) {
      // Every Throwable: the webapp must run as if without the agent.
      result.put("mistakes", failure("check the rules of", app, t));
    }
    return result;
  }

  /**
   * The methods of a class that are redirected at present, for what surrounds them.
   *
   * @return by name and descriptor, for each an array: the options as they are written into it, and
   *     what the caller gets from a method that returns neither nothing nor a future
   */
  public static Map<String, Object[]> redirected(Class<?> type) {
    Map<String, Object[]> result = new LinkedHashMap<String, Object[]>();
    try {
      Map<String, Object[]> answer =
          OtherRelease.ask("redirected", new Class<?>[] {Class.class}, type);
      if (answer != null) {
        return answer;
      }
      Agent agent = Agent.current();
      if (agent != null) {
        for (Map.Entry<String, HandedOver> method : agent.redirected(type).entrySet()) {
          result.put(
              method.getKey(), new Object[] {method.getValue().options, method.getValue().returns});
        }
      }
    } catch (Throwable t) {
      // Every Throwable: the methods decide for themselves, as without this.
      result.clear();
    }
    return result;
  }

  private static List<String> lines(List<RuleProblem> problems) {
    List<String> lines = new ArrayList<String>();
    for (RuleProblem problem : problems) {
      lines.add(problem.toString());
    }
    return lines;
  }

  private static List<String> failure(String what, String app, Throwable t) {
    return Arrays.asList("the agent could not " + what + " '" + app + "': " + t);
  }
}
