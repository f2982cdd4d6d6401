package dev.offstage.internal.request;

import dev.offstage.internal.task.Origin;
import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what work carries before it becomes a task: a lambda's captured variables, any other
 * object's fields, and what is held by those, as by the action whose method the lambda is in. A
 * request among them would show the task the data of whoever comes next, so the work is refused.
 *
 * <p>Looks at what is near first, and not at everything: an application hangs together, and a
 * hand-over must not take long.
 */
public final class Captured {
  private static final int MOST_STEPS = 6;
  private static final int MOST_OBJECTS = 256;

  /** Further off, it is rather something of the application's than of this work's. */
  private static final int MOST_STEPS_TO_CAUTION = 2;

  private static final ClassValue<AtomicBoolean> CAUTIONED =
      new ClassValue<AtomicBoolean>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> work) {
          return new AtomicBoolean();
        }
      };

  private final RequestGuard guard;
  private final Origin origin;
  private @Nullable IllegalArgumentException refused;
  private @Nullable Step doubtful;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** An object, and the way to it. */
  private static final class Step {
    final Object value;
    final @Nullable Step from;
    final String where;
    final int number;

    Step(Object value, @Nullable Step from, String where) {
      this.value = value;
      this.from = from;
      this.where = where;
      this.number = from == null ? 0 : from.number + 1;
    }

    String way() {
      return from == null || from.from == null ? where : from.way() + ", " + where;
    }
  }

  private Captured(RequestGuard guard, Origin origin) {
    this.guard = guard;
    this.origin = origin;
  }

  /**
   * Refuses work that carries an object that the container takes back.
   *
   * @throws IllegalArgumentException if there is one; the message names it and what to do
   */
  public static void check(Object work, Origin origin) {
    RequestGuard guard = RequestGuard.current();
    if (guard != null && !Reach.isNone(work.getClass())) {
      new Captured(guard, origin).search(new Step(work, null, ""));
    }
  }

  /** The same for something that may itself be such an object. */
  public static void checkItem(@Nullable Object item, Origin origin) {
    RequestGuard guard = RequestGuard.current();
    if (guard == null || item == null) {
      return;
    }
    Captured captured = new Captured(guard, origin);
    captured.refuseIfLent(item, null);
    if (!Reach.isNone(item.getClass())) {
      captured.search(new Step(item, null, ""));
    }
  }

  private void search(Step first) {
    steps.add(first);
    for (int i = 0; i < steps.size(); i++) {
      Step at = steps.get(i);
      try {
        Reach.forEach(at.value, (value, where) -> look(new Step(value, at, where)));
      } catch (Throwable t) {
        if (t == refused) {
          throw refused;
        }
        // Somebody else fills it: what was there has been looked at. Else a look that fails
        // blocks nothing.
      }
    }
    if (doubtful != null && !CAUTIONED.get(first.value.getClass()).getAndSet(true)) {
      caution(doubtful);
    }
  }

  private void look(Step step) {
    refuseIfLent(step.value, step);
    if (doubtful == null && step.number <= MOST_STEPS_TO_CAUTION && caution(step.value) != null) {
      doubtful = step;
    }
    if (step.number < MOST_STEPS
        && steps.size() < MOST_OBJECTS
        && !Reach.isNone(step.value.getClass())
        && !guard.isOfRequest(step.value)
        && seen.add(step.value)) {
      steps.add(step);
    }
  }

  private void refuseIfLent(Object value, @Nullable Step step) {
    String objection = objection(value);
    if (objection != null) {
      throw refused(
          "'" + origin.name() + "' is not accepted as a task: " + saying(value, step, objection));
    }
  }

  private void caution(Step step) {
    String caution = caution(step.value);
    if (caution != null) {
      Log.warn(
          "offstage: '"
              + origin.name()
              + "' is accepted as a task, but "
              + saying(step.value, step, caution)
              + " (logged only once per kind of work)");
    }
  }

  private String saying(Object value, @Nullable Step step, String clause) {
    return "it holds the "
        + value.getClass().getName()
        + (step == null ? "" : " in its " + step.way())
        + ", "
        + clause
        + " Handed over at "
        + origin.place();
  }

  private IllegalArgumentException refused(String message) {
    IllegalArgumentException why = new IllegalArgumentException(message);
    refused = why;
    return why;
  }

  private @Nullable String objection(Object value) {
    return ask(guard::objection, value);
  }

  private @Nullable String caution(Object value) {
    return ask(guard::caution, value);
  }

  /** A guard that itself fails blocks nothing. */
  private static @Nullable String ask(Function<Object, @Nullable String> question, Object value) {
    try {
      return question.apply(value);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: a task is accepted unchecked with its " + value.getClass().getName(), e);
      return null;
    }
  }
}
