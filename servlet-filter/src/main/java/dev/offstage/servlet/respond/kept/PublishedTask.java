package dev.offstage.servlet.respond.kept;

import dev.offstage.Attempt;
import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.internal.task.Elsewhere;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A task that has a status resource, and what is kept for its owner. Thread-safe. */
public final class PublishedTask {
  public final PoolTask<?> task;
  public final Owner owner;
  public final Duration keep;

  public final ResultUrl resultUrl;

  /** Where its browser can go from the waiting page. */
  public final WayBack wayBack;

  /** Null for a task that was published by code. */
  public final @Nullable RespondRule rule;

  /** Writes the result of a task that was published by code; null if it has none to show. */
  public final @Nullable ResultView<?> view;

  /** The key that it was started with, as {@link IdempotencyKeys} has it; null without one. */
  final @Nullable String key;

  private final boolean reasons;
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private @Nullable RecordedResponse response;
  private boolean gone;
  private volatile boolean lost;
  private volatile boolean goesOn;
  private volatile boolean cancelledByClient;

  public PublishedTask(
      PoolTask<?> task,
      Owner owner,
      Duration keep,
      ResultUrl resultUrl,
      WayBack wayBack,
      @Nullable RespondRule rule,
      @Nullable ResultView<?> view,
      @Nullable String key,
      boolean reasons) {
    this.task = task;
    this.owner = owner;
    this.keep = keep;
    this.resultUrl = resultUrl;
    this.wayBack = wayBack;
    this.rule = rule;
    this.view = view;
    this.key = key;
    this.reasons = reasons;
  }

  /** One that code has published, not a rule. */
  public static PublishedTask byCode(
      PoolTask<?> task,
      Owner owner,
      Duration keep,
      ResultUrl resultUrl,
      @Nullable ResultView<?> view,
      boolean reasons) {
    return new PublishedTask(task, owner, keep, resultUrl, WayBack.NONE, null, view, null, reasons);
  }

  public String id() {
    return task.id();
  }

  /** Where a browser finds the result. */
  public String resultUrl() {
    return resultUrl.with(id());
  }

  /** Whether the result is shown at the path of this request. */
  public boolean isShownAt(HttpServletRequest request) {
    return resultUrl.hasPathOf(request);
  }

  /** By which protocol its client follows it. */
  public StyleName style() {
    return rule == null ? StyleName.OWN : rule.style;
  }

  public boolean hasPage() {
    return rule != null && rule.page;
  }

  public boolean hasOwnPage() {
    return rule != null && rule.ownPage != null;
  }

  /** What the webapp answered; null if that does not count. Takes the place of what was kept. */
  public void keep(@Nullable RecordedResponse recorded) {
    RecordedResponse out = recorded;
    synchronized (this) {
      if (!gone) {
        out = response;
        response = recorded;
      }
    }
    if (out != null) {
      out.free();
    }
  }

  /** Cancels it, as its client wants. */
  public boolean cancel() {
    cancelledByClient = true;
    return task.cancel(true);
  }

  /** Whether its client has wanted that. */
  public boolean isCancelledByClient() {
    return cancelledByClient;
  }

  /**
   * Null while there is none; cancelled work has none, since it may have been cut short anywhere.
   */
  public synchronized @Nullable RecordedResponse response() {
    return isCancelled() ? null : response;
  }

  /** How much of the disk its response takes. */
  synchronized long onDisk() {
    return response == null ? 0 : response.onDisk();
  }

  /** Its webapp stops, and another server, or the next start, has it: nobody has cancelled it. */
  public void goOnElsewhere() {
    goesOn = true;
  }

  /** Whether that is so, and it is not known here how it ends. */
  public boolean goesOnElsewhere() {
    return goesOn && task.isCancelled();
  }

  /** Wherever it is. */
  public Task.Status status() {
    Task.Status here = task.status();
    if (here == Task.Status.CANCELLED && goesOn) {
      return Task.Status.QUEUED;
    }
    return here == Task.Status.QUEUED && started() != null ? Task.Status.RUNNING : here;
  }

  public boolean isDone() {
    return task.isDone() && !goesOnElsewhere();
  }

  public boolean isCancelled() {
    return task.isCancelled() && !goesOnElsewhere();
  }

  public Instant created() {
    Elsewhere known = task.elsewhere();
    return known == null ? task.created() : known.created;
  }

  public @Nullable Instant started() {
    Elsewhere known = task.elsewhere();
    Instant here = task.started();
    return known == null || here != null ? here : known.started;
  }

  public @Nullable Instant finished() {
    Elsewhere known = task.elsewhere();
    return known == null || known.finished == null ? task.finished() : known.finished;
  }

  public @Nullable Progress progress() {
    return task.progress();
  }

  /** Its place in the queue of this server, from 1 up; 0: it is not there. */
  public int position() {
    return task.position();
  }

  public @Nullable String cause() {
    return task.cause();
  }

  public @Nullable Instant nextAttempt() {
    return task.nextAttempt();
  }

  /** Its webapp stops before it could be done. */
  public void lose() {
    lost = true;
  }

  public boolean isLost() {
    return lost && task.isCancelled();
  }

  /** What the client is told of why it failed, or was lost; null if that is not so. */
  public @Nullable Problem problem() {
    if (isLost()) {
      return Unavailable.LOST.problem();
    }
    Throwable error = task.isCancelled() ? null : task.error();
    return error == null ? null : FailedTask.problem(error, reasons);
  }

  /** Which attempt the last one was; 0 if there was none. */
  public int attempt() {
    List<Attempt> attempts = task.attempts();
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }

  /** Whether its last attempt has failed, and the next one is being waited for. */
  public boolean isToBeTriedAgain() {
    return task.nextAttempt() != null && attempt() > 0;
  }

  /** When it will be forgotten; null as long as it has not ended. */
  public @Nullable Instant expires() {
    Instant finished = finished();
    return finished == null ? null : finished.plus(keep);
  }

  /** Nobody may see it any more. */
  public void free() {
    RecordedResponse kept;
    synchronized (this) {
      gone = true;
      kept = response;
      response = null;
    }
    if (kept != null) {
      kept.free();
    }
  }

  /** Whether there is something to fetch, or was, or will be. */
  public boolean hasResult() {
    return rule != null || view != null;
  }

  /** What wakes those who wait for the task. */
  public Set<Runnable> waiting() {
    return waiting;
  }

  /** Wakes the requests that wait for the task. */
  public void wake() {
    waiting.forEach(Runnable::run);
  }
}
