package dev.offstage.durable.bean;

import dev.offstage.internal.commit.VisibleClass;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bean of a class: Spring's first, then that of CDI. Nothing of either is needed to be
 * there. Thread-safe.
 */
public final class Beans {
  private static final VisibleClass SPRING =
      new VisibleClass("org.springframework.context.ApplicationContext");

  private final ClassLoader loader;
  private final SpringBeans spring;

  /**
   * Those of an application.
   *
   * @param loader has its classes
   * @param contexts Spring's that are there when it is asked, in the order to look into
   */
  public Beans(ClassLoader loader, Supplier<? extends Collection<?>> contexts) {
    this.loader = loader;
    this.spring = new SpringBeans(contexts);
  }

  /**
   * The one bean of a class or an interface.
   *
   * @return null if there is none, or none yet
   * @throws IllegalArgumentException if there are several, or it does not live long enough for a
   *     task: says which
   */
  public @Nullable Bean find(Class<?> type) {
    Bean found = spring.find(type);
    return found == null ? CdiBeans.find(type, loader) : found;
  }

  /** Whether the framework is still starting, and calls of its beans have to wait. */
  public boolean areComing() {
    return spring.areComing();
  }

  /** Whether the application has a framework, which may have beans later. */
  public boolean areKnown() {
    return SPRING.from(loader) != null || CdiBeans.areKnown(loader);
  }
}
