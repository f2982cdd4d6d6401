package dev.offstage.internal.codec;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a class cannot be stored. */
final class Refusal {
  static final String ALLOWED =
      "allowed are primitives and their wrappers, String, enums, byte[] and other arrays,"
          + " BigDecimal, BigInteger, UUID, URI, URL, File, Path, Date, Locale, Currency, the types"
          + " of java.time, Optional, List, Set, Collection and Map with the types of their elements,"
          + " records, and the application's own classes that have a constructor without arguments";

  private static final List<Class<?>> CONTAINERS =
      Arrays.asList(List.class, Set.class, Collection.class, Map.class, Optional.class);
  private static final String[] JDK = {"java.", "javax.", "jakarta.", "sun.", "com.sun.", "jdk."};
  private static final Pattern OF_REQUESTS =
      Pattern.compile(
          "(javax|jakarta)\\.servlet\\.(ServletRequest|ServletResponse|ServletContext"
              + "|AsyncContext|http\\.HttpSession|http\\.Part)");

  private Refusal() {}

  /** Null for a record or bean of the application: those may still have fields that cannot. */
  static @Nullable String reason(Class<?> type) {
    if (type == Object.class) {
      return "it may be anything; name the class itself";
    }
    if (type == Class.class) {
      return "data must not name classes";
    }
    if (CONTAINERS.contains(type)) {
      return "it is given without the types of its elements";
    }
    if (isOfJdk(type) && isCollection(type)) {
      return "declare it as List, Set, Collection or Map";
    }
    if (isOfRequest(type)) {
      return "a request, its session and response are gone when the task runs; pass what it needs of them";
    }
    if (isFunction(type)) {
      return "a function is code, not data";
    }
    if (Throwable.class.isAssignableFrom(type)) {
      return "it is an exception; pass its text";
    }
    return isOfJdk(type) ? "it is a class of the JDK that is not in the list" : ofApplication(type);
  }

  private static @Nullable String ofApplication(Class<?> type) {
    if (type.isInterface()) {
      return "it is an interface; name the class itself";
    }
    if (type.getDeclaringClass() != null && !Modifier.isStatic(type.getModifiers())) {
      return "it is an inner class, which holds the object around it; make it static";
    }
    if (type.getDeclaringClass() == null && type.getEnclosingClass() != null) {
      return "it is a class inside of a method, which holds what is around it";
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "it is an abstract class; name the class itself";
    }
    Class<?> parent = type.getSuperclass();
    while (!isOfJdk(parent)) {
      parent = parent.getSuperclass();
    }
    return parent == Object.class || parent.getName().equals("java.lang.Record")
        ? null
        : "it extends " + parent.getName();
  }

  private static boolean isCollection(Class<?> type) {
    return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static boolean isFunction(Class<?> type) {
    return type.isInterface()
        && (type == Callable.class || type.isAnnotationPresent(FunctionalInterface.class));
  }

  private static boolean isOfRequest(Class<?> type) {
    for (Class<?> each : supertypes(type, new HashSet<>())) {
      if (OF_REQUESTS.matcher(each.getName()).matches()) {
        return true;
      }
    }
    return false;
  }

  private static Set<Class<?>> supertypes(Class<?> type, Set<Class<?>> found) {
    if (found.add(type)) {
      if (type.getSuperclass() != null) {
        supertypes(type.getSuperclass(), found);
      }
      for (Class<?> each : type.getInterfaces()) {
        supertypes(each, found);
      }
    }
    return found;
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getClassLoader() == null || Arrays.stream(JDK).anyMatch(type.getName()::startsWith);
  }
}
