package dev.offstage.durable.names;

import dev.offstage.Background;
import dev.offstage.StoreSettings;
import dev.offstage.internal.agent.DurableMethods;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which methods durable tasks may call, and what they are called in the store. Only methods that
 * the application, or a rule of the agent, has marked or listed have a name: what is in the
 * database cannot make this process call any other. Thread-safe.
 */
public final class Names {
  private static final int LONGEST = 100;

  private final Listed listed;
  private final ClassLoader loader;
  private final Map<String, NamedMethod> byName = new ConcurrentHashMap<>();
  private final Map<Method, NamedMethod> byMethod = new ConcurrentHashMap<>();

  /**
   * @param loader the loader of the application's classes
   * @throws IllegalStateException if a line of the settings is wrong, or names a method that is not
   *     there
   */
  public Names(StoreSettings settings, ClassLoader loader) {
    this.listed = new Listed(settings.tasks(), settings.tasksSource());
    this.loader = loader;
    listed
        .all()
        .forEach(
            (name, method) -> {
              String wrong = complaint(method);
              if (wrong != null) {
                throw new IllegalStateException(
                    "Offstage cannot start: " + settings.tasksSource() + ": " + wrong);
              }
            });
  }

  private @Nullable String complaint(MethodName method) {
    try {
      List<Method> found = method.in(Class.forName(method.type, false, loader));
      if (found.size() == 1) {
        return null;
      }
      return found.isEmpty()
          ? "there is no method " + method.full()
          : "there are "
              + found.size()
              + " methods "
              + method.full()
              + "; allowed: one of them, with its parameters: "
              + found.stream()
                  .map(each -> method.full() + MethodName.parametersOf(each))
                  .collect(Collectors.joining(", "));
    } catch (ClassNotFoundException | LinkageError e) {
      return "there is no class " + method.type + " (" + e + ")";
    }
  }

  /** Adds one of this library's own, under its full name. */
  public void add(Method method) {
    String name = method.getDeclaringClass().getName() + "." + method.getName();
    NamedMethod named = new NamedMethod(name, method);
    byName.put(name, named);
    byMethod.put(method, named);
  }

  /**
   * The method of that name.
   *
   * @return null if this application has none: another version of it may
   */
  public @Nullable NamedMethod find(String name) {
    NamedMethod known = byName.get(name);
    if (known == null) {
      known = look(name);
      if (known != null) {
        byName.put(name, known);
      }
    }
    return known;
  }

  private @Nullable NamedMethod look(String name) {
    MethodName method = listed.find(name);
    boolean isListed = method != null;
    if (method == null) {
      if (!name.matches("[\\p{L}_$][\\p{L}\\p{N}_$.]*\\.[\\p{L}_$][\\p{L}\\p{N}_$]*")) {
        return null;
      }
      method = MethodName.of(name, null);
    }
    try {
      // Not initialized: that is for the call, if it comes to that.
      List<Method> found = method.in(Class.forName(method.type, false, loader));
      found.removeIf(each -> !isListed && !isMarked(each));
      return found.size() == 1 ? new NamedMethod(name, found.get(0)) : null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean isMarked(Method method) {
    Background mark = method.getAnnotation(Background.class);
    return (mark != null && mark.durable()) || DurableMethods.include(method);
  }

  /**
   * The name of a method.
   *
   * @throws IllegalArgumentException if it has none: says how it gets one
   */
  public NamedMethod of(Method method) {
    NamedMethod known = byMethod.get(method);
    if (known == null) {
      known = named(method);
      byMethod.put(method, known);
    }
    return known;
  }

  private NamedMethod named(Method method) {
    String type = method.getDeclaringClass().getName();
    String full = type + "." + method.getName();
    String name = listed.nameOf(type, method.getName(), MethodName.parametersOf(method));
    if (name == null && isMarked(method)) {
      NamedMethod found = find(full);
      if (found == null) {
        throw new IllegalArgumentException(
            full
                + " cannot be durable: several methods of that name are marked, or the application's"
                + " class loader does not find it; give it a name in offstage.store.tasks");
      }
      name = full;
    }
    if (name == null) {
      throw new IllegalArgumentException(
          full
              + " is not among the methods that durable tasks may call: mark it with"
              + " @Background(durable = true), or with durable=yes in a rule of the agent, or add it"
              + " to offstage.store.tasks");
    }
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The name '"
              + name
              + "' is too long; allowed: "
              + LONGEST
              + " characters. Give it a shorter one in offstage.store.tasks");
    }
    return new NamedMethod(name, method);
  }
}
