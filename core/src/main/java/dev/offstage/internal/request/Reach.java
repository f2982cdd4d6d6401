package dev.offstage.internal.request;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be reached from an object in one step: the fields of classes that do not belong to the
 * JDK, and what is in arrays and in the JDK's collections. Which fields to read is worked out once
 * for each class; most classes of work have none that could lead to a request.
 */
final class Reach {
  /** Of a collection or an array so many are looked at. */
  private static final int MOST_ELEMENTS = 64;

  private static final Field[] NONE = {};

  /**
   * They are often reached, lead to much else, and to no request of the application's: log, server.
   */
  private static final String[] PASSED_BY = {
    "org.slf4j.",
    "ch.qos.logback.",
    "org.apache.logging.",
    "org.apache.log4j.",
    "org.apache.commons.logging.",
    "org.apache.catalina.",
    "org.apache.tomcat.",
    "org.eclipse.jetty.",
    "io.undertow.",
    "org.jboss.",
    "org.wildfly.",
    "com.ibm.ws."
  };

  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return fieldsOf(type);
        }
      };

  private Reach() {}

  /** Whether nothing is reached from objects of this class. */
  static boolean isNone(Class<?> type) {
    return !isContainer(type) && FIELDS.get(type).length == 0;
  }

  /** Gives each of them, with where it is. */
  static void forEach(Object from, BiConsumer<Object, String> each) {
    if (from instanceof Object[]) {
      elements(Arrays.asList((Object[]) from), "an array", each);
    } else if (!isContainer(from.getClass())) {
      for (Field field : FIELDS.get(from.getClass())) {
        give(valueOf(field, from), describe(field), each);
      }
    } else if (from instanceof Map) {
      elements(((Map<?, ?>) from).values(), "a map", each);
      elements(((Map<?, ?>) from).keySet(), "the keys of a map", each);
    } else if (from instanceof Collection) {
      elements((Collection<?>) from, "a collection", each);
    } else if (from instanceof Optional) {
      give(((Optional<?>) from).orElse(null), "an Optional", each);
    } else if (from instanceof AtomicReference) {
      give(((AtomicReference<?>) from).get(), "an AtomicReference", each);
    } else if (from instanceof Reference) {
      give(((Reference<?>) from).get(), "a Reference", each);
    }
  }

  private static void elements(
      Collection<?> elements, String where, BiConsumer<Object, String> each) {
    int left = MOST_ELEMENTS;
    try {
      for (Object element : elements) {
        give(element, where, each);
        if (--left == 0) {
          return;
        }
      }
    } catch (java.util.ConcurrentModificationException e) {
      // Somebody else fills it: what was there has been looked at.
    }
  }

  private static void give(@Nullable Object value, String where, BiConsumer<Object, String> each) {
    if (value != null) {
      each.accept(value, where);
    }
  }

  private static String describe(Field field) {
    return "field " + field.getName() + " (" + field.getType().getName() + ")";
  }

  /** Only the JDK's own: another one's iterator may do anything, such as ask a database. */
  private static boolean isContainer(Class<?> type) {
    return type.isArray()
        ? !type.getComponentType().isPrimitive()
        : isOfJdk(type)
            && (Map.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || Reference.class.isAssignableFrom(type)
                || type == Optional.class
                || type == AtomicReference.class);
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getClassLoader() == null || type.getName().startsWith("java");
  }

  private static boolean isLookedInto(Class<?> type) {
    if (isOfJdk(type)
        || type.isEnum()
        || ClassLoader.class.isAssignableFrom(type)
        || Thread.class.isAssignableFrom(type)) {
      return false;
    }
    for (String prefix : PASSED_BY) {
      if (type.getName().startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }

  private static Field[] fieldsOf(Class<?> type) {
    RequestGuard guard = RequestGuard.current();
    if (guard == null || !isLookedInto(type)) {
      return NONE;
    }
    List<Field> fields = new ArrayList<>();
    // Not those of JDK classes: they neither hold requests nor let their fields be read.
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      try {
        for (Field field : each.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && mayLead(field.getType(), guard)) {
            field.setAccessible(true);
            fields.add(field);
          }
        }
      } catch (RuntimeException | LinkageError e) {
        // A module that is not open, or a field whose class is missing: not looked at.
      }
    }
    return fields.isEmpty() ? NONE : fields.toArray(new Field[0]);
  }

  /** Whether something of this declared type may be a request, or lead to one. */
  private static boolean mayLead(Class<?> declared, RequestGuard guard) {
    if (declared.isPrimitive() || declared == String.class) {
      return false;
    }
    return guard.mayBeLent(declared)
        || isContainer(declared)
        || declared.isInterface()
        || isWork(declared)
        || isLookedInto(declared);
  }

  private static boolean isWork(Class<?> type) {
    return Runnable.class.isAssignableFrom(type) || Callable.class.isAssignableFrom(type);
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
