package dev.offstage.servlet.respond;

import dev.offstage.RespondSettings;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.durable.DurableRequests;
import dev.offstage.servlet.respond.durable.SharedTasks;
import dev.offstage.servlet.respond.kept.Owner;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.ResultView;
import dev.offstage.servlet.respond.kept.Room;
import dev.offstage.servlet.respond.kickoff.Reception;
import dev.offstage.servlet.respond.page.WaitingPage;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.rule.RuleAdvice;
import dev.offstage.servlet.respond.rule.RuleParser;
import dev.offstage.servlet.respond.server.ServerFamilies;
import dev.offstage.servlet.respond.server.ServerFamily;
import dev.offstage.servlet.respond.spool.Spools;
import dev.offstage.servlet.respond.status.OwnPaths;
import dev.offstage.servlet.respond.status.StatusResource;
import dev.offstage.servlet.respond.waiting.Lobby;
import dev.offstage.servlet.respond.work.Outstanding;
import dev.offstage.servlet.respond.work.Ways;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of this for one webapp: the rules and the status resource. The filter asks it first.
 * Thread-safe.
 */
public final class Respond {
  private static final String ATTRIBUTE = "dev.offstage.respond";

  private final RespondSettings settings;
  private final RespondRule[] rules;
  private final RuleAdvice advice;
  private final Passages passages = new Passages();
  private final @Nullable ServerFamily family;
  private final Ways ways;
  private final Room room;
  private final Lobby lobby;
  private final StatusResource status;
  private final OwnPaths ownPaths;
  private final Outstanding outstanding;
  private final SharedTasks tasks;
  private final @Nullable DurableRequests durable;
  private final Reception reception;

  private Respond(
      ServletContext context,
      OffstageRuntime runtime,
      List<RespondRule> rules,
      @Nullable ServerFamily family,
      @Nullable File folder) {
    this.family = family;
    this.rules = rules.toArray(new RespondRule[0]);
    advice = new RuleAdvice(rules);
    settings = runtime.settings().respond();
    ways = new Ways(passages, settings, family);
    room = new Room(runtime, folder);
    outstanding = new Outstanding(runtime.app(), passages);
    int share = runtime.settings().defaultPool().share();
    lobby = new Lobby(runtime.clock()::timer, share, outstanding::isStopping);
    WaitingPage page = new WaitingPage();
    TaskStore store = runtime.store().orNull();
    tasks = new SharedTasks(runtime, room, outstanding);
    durable =
        store == null
            ? null
            : DurableRequests.of(
                runtime, context.getContextPath(), rules, store, tasks, room, ways, outstanding);
    status = new StatusResource(room.store, tasks, lobby, page);
    ownPaths = new OwnPaths(status, passages);
    reception = new Reception(runtime, room, lobby, ways, page, outstanding, durable);
  }

  /**
   * Starts it with its webapp.
   *
   * @throws IllegalArgumentException if a rule is wrong; the message names all mistakes
   */
  public static void start(ServletContext context, OffstageRuntime runtime) {
    RespondSettings settings = runtime.settings().respond();
    boolean enabled = runtime.settings().enabled();
    // In an application that is switched off, no rule has any effect.
    boolean hasStore = !enabled || runtime.store().orNull() != null;
    List<RespondRule> rules =
        RuleParser.parse(settings.rules(), settings.source(), runtime.poolNames(), hasStore);
    if (!enabled) {
      rules.clear();
    }
    Object known = context.getAttribute(ServletContext.TEMPDIR);
    File folder = known instanceof File ? (File) known : null;
    if (!rules.isEmpty() && !Spools.canKeepIn(folder)) {
      rules.clear();
      // For tasks that code gives a status.
      folder = null;
    }
    boolean byConnection = settings.way() == RespondSettings.Way.CONNECTION;
    ServerFamily family = rules.isEmpty() || byConnection ? null : ServerFamilies.of(context);
    Respond respond = new Respond(context, runtime, rules, family, folder);
    context.setAttribute(ATTRIBUTE, respond);
    if (respond.durable != null) {
      respond.durable.start();
    }
    if (respond.hasRules()) {
      Log.info(
          "offstage: requests of offstage.respond "
              + respond.ways
              + "; rules: "
              + respond.advice.names());
      respond.advice.atStart(context.getContextPath());
    }
  }

  /**
   * Asks the server for a call before it stops the webapp, while requests can still return; what it
   * cannot do then, is done when the webapp is told of its end.
   */
  public static void beforeStop(ServletContext context, Runnable drain) {
    Respond known = of(context);
    if (known != null && known.family != null) {
      ServerFamilies.beforeStop(known.family, drain);
    }
  }

  /** Called when the filters begin: by then all listeners are known. */
  public static void filtersBegin(ServletContext context) {
    Respond known = of(context);
    if (known != null && known.hasRules()) {
      known.ways.begin(context);
    }
  }

  /** The one of this webapp; null before its start and after its end. */
  public static @Nullable Respond of(ServletContext context) {
    Object known = context.getAttribute(ATTRIBUTE);
    return known instanceof Respond ? (Respond) known : null;
  }

  /**
   * The webapp is about to stop. Who waits for a task that may be lost is answered at once; where
   * requests return in process, when the task ends in the drain.
   */
  public static void closing(ServletContext context) {
    Respond known = of(context);
    if (known != null) {
      known.outstanding.stop(context.getContextPath());
      if (known.family == null) {
        known.room.store.wakeAll();
      }
    }
  }

  /** Ends it with its webapp, after the tasks have ended. */
  public static void stop(ServletContext context) {
    Respond known = of(context);
    if (known != null) {
      context.removeAttribute(ATTRIBUTE);
      known.advice.atStop();
      if (known.durable != null) {
        known.durable.stop();
      }
      known.room.store.wakeAll();
      known.lobby.awaitEmpty();
      known.room.store.close();
      if (known.family != null) {
        known.family.close();
      }
    }
  }

  public boolean hasRules() {
    return rules.length > 0;
  }

  /** Whether {@link #serve} may be needed for this request. Creates no objects for any other. */
  public boolean concerns(HttpServletRequest request) {
    return OwnPaths.hasPathOf(request)
        || hasRuleFor(request)
        || (durable != null && durable.isFirst())
        || request.getAttribute(Passage.ATTRIBUTE) != null;
  }

  private boolean hasRuleFor(HttpServletRequest request) {
    for (RespondRule rule : rules) {
      if (rule.hasPathOf(request)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Answers, or has the webapp do that.
   *
   * @param webapp what is behind the filter
   */
  public void serve(HttpServletRequest request, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    if (durable != null && durable.isFirst() && reception.canReturn(request)) {
      durable.learnBy(request);
    }
    if (OwnPaths.hasPathOf(request)) {
      ownPaths.serve(request, response);
      return;
    }
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      serveAgain(request, response, webapp);
      return;
    }
    if (request.getAttribute(Passage.ATTRIBUTE) instanceof Passage) {
      // The filter is there twice, and the first one has let it in.
      webapp.doFilter(request, response);
      return;
    }
    if (request.getHeader(Passage.HEADER) != null) {
      Passage way = passages.take(request);
      if (way == null) {
        response.setHeader(Passage.HEADER, Passage.UNKNOWN);
        new Problem(400, "Bad Request", "This way into the application is not open.")
            .write(response);
      } else {
        way.serve(request, response, webapp);
      }
      return;
    }
    serveFirst(request, response, webapp);
  }

  private void serveFirst(
      HttpServletRequest request, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    if (status.serveAtItsUrl(request, response)) {
      return;
    }
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].isFor(request)) {
        advice.met(i);
        if (reception.serve(rules[i], request, response, webapp)) {
          return;
        }
      }
    }
    webapp.doFilter(request, response);
  }

  /** A later dispatch, perhaps of a request that has returned. */
  private static void serveAgain(
      HttpServletRequest request, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    Object way = request.getAttribute(Passage.ATTRIBUTE);
    if (way instanceof Passage) {
      ((Passage) way).serveAgain(request, response, webapp);
    } else {
      webapp.doFilter(request, response);
    }
  }

  /**
   * Gives a task of any kind a status resource.
   *
   * @param request of its owner
   * @param view null if there is no result to show
   * @return the URL of the resource; null if there are too many, of all or of this client
   */
  public @Nullable String publish(
      HttpServletRequest request,
      HttpServletResponse response,
      PoolTask<?> task,
      Duration keep,
      @Nullable ResultView<?> view) {
    Owner owner = Owner.of(request, settings.identity(), false);
    PublishedTask published =
        PublishedTask.byCode(task, owner, keep, ResultUrl.of(request), view, settings.reasons());
    if (room.store.add(published) != null) {
      return null;
    }
    tasks.publish(published);
    tasks.watch(published);
    return StatusResource.url(request, response, published.id());
  }
}
