package dev.offstage.servlet.lifecycle;

import dev.offstage.Settings;
import dev.offstage.internal.agent.AgentLink;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;

/** The webapp's redirect rules: handed to the agent at the start, and checked. */
public final class Redirects {
  private static final String UNCHECKED = "dev.offstage.uncheckedRedirects";

  private Redirects() {}

  /**
   * Hands the rules over before any class of the webapp is used.
   *
   * @throws ServletException if {@code offstage.strict} is on and a rule has no effect
   */
  static void start(ServletContext context, String app, OffstageRuntime runtime)
      throws ServletException {
    Settings settings = runtime.settings();
    if (!settings.enabled()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    try {
      problems.addAll(link(context, app, runtime));
    } catch (Throwable t) {
      // Every Throwable: the webapp must start as it would without the agent.
      problems.add("offstage: the rules did not reach the agent: " + t);
    }
    if (settings.strict() && !problems.isEmpty()) {
      throw new ServletException("offstage.strict is true, and " + String.join("; ", problems));
    }
    problems.forEach(Log::warn);
  }

  private static List<String> link(ServletContext context, String app, OffstageRuntime runtime) {
    Settings settings = runtime.settings();
    AgentLink link = AgentLink.start(app, settings, Host.loader(context), Host.classNames(context));
    List<String> problems = new ArrayList<>();
    if (AgentLink.agentVersion() == null) {
      if (settings.strict() && link.hasRules()) {
        problems.add("there are rules in offstage.redirect, but no agent is attached");
      } else {
        link.aside(() -> MissingAgent.warnIfNeeded(context, link.hasRules()));
      }
    } else {
      problems.addAll(link.register());
      if (settings.strict()) {
        problems.addAll(link.check());
      } else {
        context.setAttribute(UNCHECKED, link);
      }
    }
    return problems;
  }

  /**
   * Called with the first request: what the rules do is known only once the webapp is up. Another
   * thread checks and logs it, so that the request does not wait.
   */
  public static void firstRequest(ServletContext context) {
    Object link = context.getAttribute(UNCHECKED);
    if (link instanceof AgentLink) {
      context.removeAttribute(UNCHECKED);
      ((AgentLink) link).checkAside();
    }
  }
}
