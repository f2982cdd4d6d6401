package dev.offstage.servlet.respond.rule;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of {@code offstage.respond}. Immutable. */
public final class RespondRule {
  final Set<String> methods;

  /** The line. */
  public final String text;

  public final PathPattern path;

  /** Whether it holds for every request, or only for those with {@code Prefer: respond-async}. */
  public final boolean always;

  /** How long a request waits for its real response, at most. */
  public final Duration wait;

  /** Empty for the default pool. */
  public final String pool;

  /** Whether browsers get a waiting page. */
  public final boolean page;

  /** The webapp's own waiting page; null for the built-in one. */
  public final @Nullable String ownPage;

  /** How long a response is kept after the end of the work. */
  public final Duration keep;

  public final boolean createsSession;

  /** Whether a request without an idempotency key is refused. */
  public final boolean requiresKey;

  /** Whether the work may be interrupted when its task is cancelled. */
  public final boolean interrupts;

  /** Whether request and response are kept in the store, where any server finds them. */
  public final boolean durable;

  /** By which protocol clients follow the task. */
  public final StyleName style;

  RespondRule(RuleParser.Draft draft, Set<String> methods, PathPattern path) {
    this.methods = methods;
    text = draft.text;
    this.path = path;
    always = draft.always;
    wait = draft.wait;
    pool = draft.pool;
    page = draft.page;
    ownPage = draft.ownPage;
    keep = draft.keep;
    createsSession = draft.createsSession;
    requiresKey = draft.requiresKey;
    interrupts = draft.interrupts;
    durable = draft.durable;
    style = draft.style;
  }

  public boolean hasPathOf(HttpServletRequest request) {
    return path.matches(request.getServletPath(), request.getPathInfo());
  }

  /** Methods in any case: an application may take 'post' for a POST. */
  public boolean isFor(HttpServletRequest request) {
    return hasPathOf(request) && methods.contains(request.getMethod().toUpperCase(Locale.ROOT));
  }
}
