package dev.offstage.durable.bean;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of Spring's contexts, by name: all of this is there, and the same, from Spring 3.2 to 7.
 * Thread-safe.
 */
final class SpringContext {
  static final String TYPE = "org.springframework.context.ConfigurableApplicationContext";
  private static final String FACTORY = "org.springframework.beans.factory.";
  private static final String BEANS = FACTORY + "config.ConfigurableListableBeanFactory";
  private static final String DEFINITION = FACTORY + "config.BeanDefinition";
  private static final String PROXY = "org.springframework.aop.framework.Advised";
  private static final String SOURCE = "org.springframework.aop.TargetSource";
  // Of the bean behind a proxy that finds that of the current request.
  private static final String BEHIND = "scopedTarget.";

  private final Object context;

  SpringContext(Object context) {
    this.context = context;
  }

  /** Whether all of its beans are there. */
  boolean isRunning() {
    try {
      return Boolean.TRUE.equals(ByName.ask(context, TYPE, "isRunning"));
    } catch (IllegalStateException e) {
      // Of one that has not begun with them, or has closed.
      return false;
    }
  }

  /** Those of a type that others would get injected, its parents' as well. */
  List<SpringBean> find(Class<?> type) {
    Set<String> names = new LinkedHashSet<>(names(type));
    if (names.isEmpty() && isRunning()) {
      // A proxy of the JDK is not of the class that is behind it, only of its interfaces.
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        for (Class<?> face : each.getInterfaces()) {
          names(face).stream().filter(name -> isBehind(name, type)).forEach(names::add);
        }
      }
    }
    List<SpringBean> found = new ArrayList<>();
    for (String name : names) {
      Object definition = definition(name);
      if (definition == null || isSaid(definition, "isAutowireCandidate")) {
        found.add(new SpringBean(this, name, definition, scope(name)));
      }
    }
    return found;
  }

  private List<String> names(Class<?> type) {
    try {
      Class<?> utils = Objects.requireNonNull(ByName.type(context, FACTORY + "BeanFactoryUtils"));
      Class<?> factory =
          Objects.requireNonNull(ByName.type(context, FACTORY + "ListableBeanFactory"));
      // Factories of beans are asked once they can be: until then their beans are not known.
      Object names =
          utils
              .getMethod(
                  "beanNamesForTypeIncludingAncestors",
                  factory,
                  Class.class,
                  boolean.class,
                  boolean.class)
              .invoke(null, context, type, true, isRunning());
      return Arrays.asList((String[]) Objects.requireNonNull(names));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalStateException) {
        // Of a context that has no beans yet, or has closed.
        return new ArrayList<>();
      }
      throw ByName.thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not Spring as it is known: " + context, e);
    }
  }

  private boolean isBehind(String name, Class<?> type) {
    Object target = target(bean(name));
    return target != null && target.getClass() == type;
  }

  /** Null for an object that was added as it is. */
  private @Nullable Object definition(String name) {
    try {
      return ask(beans(), "getMergedBeanDefinition", name);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Of the bean, or of the one behind it if it is the proxy that finds it; empty for none. */
  private String scope(String name) {
    boolean isBefore = Boolean.TRUE.equals(ask(beans(), "containsBeanDefinition", BEHIND + name));
    Object definition = definition(isBefore ? BEHIND + name : name);
    return definition == null ? "" : String.valueOf(ByName.ask(definition, DEFINITION, "getScope"));
  }

  private Object beans() {
    return ByName.get(context, TYPE, "getBeanFactory");
  }

  private static @Nullable Object ask(Object beans, String method, String name) {
    return ByName.call(beans, BEANS, method, new Class<?>[] {String.class}, name);
  }

  Object bean(String name) {
    return Objects.requireNonNull(ask(beans(), "getBean", name), name);
  }

  /** As far as it is known; null if not. */
  @Nullable Class<?> type(String name) {
    return (Class<?>) ask(beans(), "getType", name);
  }

  /** Whether it is just being made. */
  boolean isBeingMade(String name) {
    return Boolean.TRUE.equals(ask(beans(), "isCurrentlyInCreation", name));
  }

  static boolean isSaid(Object definition, String method) {
    return Boolean.TRUE.equals(ByName.ask(definition, DEFINITION, method));
  }

  /** What is behind all proxies; null if that depends on who asks. */
  static @Nullable Object target(Object bean) {
    Object found = bean;
    while (ByName.is(found, PROXY)) {
      Object source = ByName.get(found, PROXY, "getTargetSource");
      if (!Boolean.TRUE.equals(ByName.ask(source, SOURCE, "isStatic"))) {
        return null;
      }
      Object next = ByName.ask(source, SOURCE, "getTarget");
      if (next == null) {
        return null;
      }
      found = next;
    }
    return found;
  }
}
