package dev.offstage.internal.request;

import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/**
 * What can be reached from an object in one step: the fields of classes that do not belong to the
 * JDK, and what is in arrays and in the JDK's collections. How to look is worked out once for each
 * class; most classes of work have nothing that could lead to a request.
 */
final class Reach {
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

  /**
   * Weakly: they hang on classes of the JDK and of the server, which live longer than this webapp,
   * and would keep its class loader.
   */
  private static final ClassValue<WeakReference<Look>> LOOKS =
      new ClassValue<WeakReference<Look>>() {
        @Override
        protected WeakReference<Look> computeValue(Class<?> type) {
          return new WeakReference<>(lookInto(type));
        }
      };

  private Reach() {}

  /** Whether nothing is reached from objects of this class. */
  static boolean isNone(Class<?> type) {
    return look(type) == Look.NOWHERE;
  }

  /**
   * Gives each of them, with where it is.
   *
   * @throws Throwable what {@code each} throws; or since somebody changes a collection meanwhile
   */
  static void forEach(Object from, BiConsumer<Object, String> each) throws Throwable {
    look(from.getClass()).forEach(from, each);
  }

  private static Look look(Class<?> type) {
    Look known = LOOKS.get(type).get();
    if (known != null) {
      return known;
    }
    LOOKS.remove(type);
    return lookInto(type);
  }

  private static Look lookInto(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType().isPrimitive() ? Look.NOWHERE : Look.ARRAY;
    }
    if (JdkContainers.isReadByItself(type)) {
      return Map.class.isAssignableFrom(type) ? Look.MAP : Look.COLLECTION;
    }
    return JdkContainers.isOfJdk(type) ? intoJdks(type) : intoFields(type);
  }

  private static Look intoJdks(Class<?> type) {
    if (type == Optional.class) {
      return Look.OPTIONAL;
    }
    if (type == AtomicReference.class) {
      return Look.ATOMIC;
    }
    if (type == AtomicReferenceArray.class) {
      return Look.ATOMIC_ARRAY;
    }
    if (JdkContainers.isEntry(type)) {
      return Look.ENTRY;
    }
    if (Reference.class.isAssignableFrom(type)) {
      return Look.REFERENCE;
    }
    MethodHandle getter = JdkContainers.getter(type);
    return getter == null ? Look.NOWHERE : Look.into(getter, "a " + type.getName());
  }

  private static Look intoFields(Class<?> type) {
    Field[] fields = fieldsOf(type);
    return fields.length == 0 ? Look.NOWHERE : Look.into(fields);
  }

  private static boolean isLookedInto(Class<?> type) {
    if (JdkContainers.isOfJdk(type)
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
    List<Field> fields = new ArrayList<>();
    if (guard == null || !isLookedInto(type)) {
      return fields.toArray(new Field[0]);
    }
    // Not those of JDK classes: they neither hold requests nor let their fields be read.
    for (Class<?> each = type;
        each != null && !JdkContainers.isOfJdk(each);
        each = each.getSuperclass()) {
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
    return fields.toArray(new Field[0]);
  }

  /** Whether something of this declared type may be a request, or lead to one. */
  private static boolean mayLead(Class<?> declared, RequestGuard guard) {
    if (declared.isPrimitive() || declared == String.class) {
      return false;
    }
    return guard.mayBeLent(declared)
        || declared.isInterface()
        || isContainer(declared)
        || isWork(declared)
        || isLookedInto(declared);
  }

  private static boolean isContainer(Class<?> type) {
    return (type.isArray() && !type.getComponentType().isPrimitive())
        || Map.class.isAssignableFrom(type)
        || Collection.class.isAssignableFrom(type)
        || Reference.class.isAssignableFrom(type)
        || type == Optional.class
        || type == AtomicReference.class
        || type == AtomicReferenceArray.class
        || JdkContainers.isEntry(type)
        || JdkContainers.getter(type) != null;
  }

  private static boolean isWork(Class<?> type) {
    return Runnable.class.isAssignableFrom(type) || Callable.class.isAssignableFrom(type);
  }
}
