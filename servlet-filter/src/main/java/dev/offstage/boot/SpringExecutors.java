package dev.offstage.boot;

import dev.offstage.internal.runtime.ExecutorBeans;
import dev.offstage.internal.text.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds executors among the beans of an application's Spring contexts. Thread-safe. */
public final class SpringExecutors implements ExecutorBeans {
  private final Supplier<? extends Collection<?>> contexts;

  /**
   * @param contexts those that are there, in the order to look into; what is no context is passed
   *     over
   */
  public SpringExecutors(Supplier<? extends Collection<?>> contexts) {
    this.contexts = contexts;
  }

  @Override
  public Executor executor(String name) {
    boolean isContextThere = false;
    Set<String> executors = new TreeSet<>();
    for (Object context : contexts.get()) {
      if (context instanceof ListableBeanFactory) {
        isContextThere = true;
        Object bean = found(name, (ListableBeanFactory) context, executors);
        if (bean != null) {
          return checked(name, bean, executors);
        }
      }
    }
    throw new IllegalStateException(
        isContextThere
            ? "no bean '" + name + "'; " + saying(executors) + Names.didYouMean(name, executors)
            : "no Spring context is there yet: hand work to this pool once the ContextLoaderListener"
                + " or the DispatcherServlet has started one");
  }

  @Override
  public Collection<?> contexts() {
    return contexts.get();
  }

  /** Null if there is none of that name; adds the names of those that could be meant. */
  private static @Nullable Object found(
      String name, ListableBeanFactory beans, Set<String> executors) {
    try {
      executors.addAll(
          Arrays.asList(
              BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                  beans, Executor.class, true, false)));
      return beans.containsBean(name) ? beans.getBean(name) : null;
    } catch (BeansException | IllegalStateException e) {
      // Of a context that is still being made, or has closed, the latter.
      throw new IllegalStateException("the bean '" + name + "' is not usable: " + e, e);
    }
  }

  private static Executor checked(String name, Object bean, Set<String> executors) {
    if (bean instanceof Executor) {
      return (Executor) bean;
    }
    throw new IllegalStateException(
        "'"
            + name
            + "' is a "
            + bean.getClass().getName()
            + ", not an Executor; "
            + saying(executors));
  }

  private static String saying(Set<String> executors) {
    return executors.isEmpty()
        ? "no bean is an Executor"
        : "beans that are an Executor: " + String.join(", ", executors);
  }
}
