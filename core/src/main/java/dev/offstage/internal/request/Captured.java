package dev.offstage.internal.request;

import dev.offstage.Work;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.text.Log;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what work carries before it becomes a task: a lambda's captured variables, any other
 * object's fields. A request among them would show the task the data of whoever comes next, so the
 * work is refused. Looks no deeper than that, except into work that wraps work, as {@code
 * runnable::run} does.
 *
 * <p>Which fields to read is worked out once for each class. Most have none, and reading one costs
 * more than the rest of a hand-over, so only those are read whose declared type belongs to a
 * request or is a supertype of one that does, such as {@code Object} or {@code InputStream}.
 */
public final class Captured {
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return fieldsOf(type);
        }
      };

  private Captured() {}

  /**
   * Refuses work that carries an object that the container takes back.
   *
   * @throws IllegalArgumentException if there is one; the message names it and what to do
   */
  public static void check(Object work, Origin origin) {
    RequestGuard guard = RequestGuard.current();
    if (guard != null) {
      checkFields(guard, work, origin, true);
    }
  }

  /** The same for something that may itself be such an object; its fields are not looked at. */
  public static void checkItem(@Nullable Object item, Origin origin) {
    RequestGuard guard = RequestGuard.current();
    if (guard != null && item != null) {
      refuseIfLent(guard, item, null, origin);
    }
  }

  private static void checkFields(
      RequestGuard guard, Object owner, Origin origin, boolean alsoWrapped) {
    for (Field field : FIELDS.get(owner.getClass())) {
      Object value = valueOf(field, owner);
      if (value != null) {
        refuseIfLent(guard, value, field, origin);
        if (alsoWrapped && isWork(value.getClass())) {
          checkFields(guard, value, origin, false);
        }
      }
    }
  }

  private static boolean isOfInterest(Class<?> declared, RequestGuard guard) {
    return guard.mayBeLent(declared) || isWork(declared);
  }

  private static boolean isWork(Class<?> type) {
    return Runnable.class.isAssignableFrom(type)
        || Callable.class.isAssignableFrom(type)
        || Work.class.isAssignableFrom(type);
  }

  private static void refuseIfLent(
      RequestGuard guard, Object value, @Nullable Field field, Origin origin) {
    String objection = objection(guard, value);
    if (objection != null) {
      throw new IllegalArgumentException(
          "'"
              + origin.name()
              + "' is not accepted as a task: it holds the "
              + value.getClass().getName()
              + (field == null ? "" : " in its " + describe(field))
              + ", "
              + objection
              + " Handed over at "
              + origin.place());
    }
  }

  /** A guard that itself fails blocks nothing. */
  private static @Nullable String objection(RequestGuard guard, Object value) {
    try {
      return guard.objection(value);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: a task is accepted unchecked with its " + value.getClass().getName(), e);
      return null;
    }
  }

  private static String describe(Field field) {
    return "field " + field.getName() + " (" + field.getType().getName() + ")";
  }

  private static Field[] fieldsOf(Class<?> work) {
    RequestGuard guard = RequestGuard.current();
    List<Field> fields = new ArrayList<>();
    // Not those of JDK classes: they neither hold requests nor let their fields be read.
    for (Class<?> type = work;
        type != null && type.getClassLoader() != null && guard != null;
        type = type.getSuperclass()) {
      try {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && isOfInterest(field.getType(), guard)) {
            field.setAccessible(true);
            fields.add(field);
          }
        }
      } catch (RuntimeException | LinkageError e) {
        // A module that is not open, or a field whose class is missing: not looked at.
      }
    }
    return fields.toArray(new Field[0]);
  }

  private static @Nullable Object valueOf(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      // Made accessible above.
      throw new IllegalStateException(e);
    }
  }
}
