package dev.offstage.durable.bean;

import dev.offstage.internal.commit.VisibleClass;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds beans of CDI, in either namespace. */
final class CdiBeans {
  private static final String SPI = "enterprise.inject.spi.";
  private static final VisibleClass CDI =
      new VisibleClass("jakarta." + SPI + "CDI", "javax." + SPI + "CDI");

  private CdiBeans() {}

  static boolean areKnown(ClassLoader loader) {
    return CDI.from(loader) != null;
  }

  /** See {@link Beans#find}. */
  static @Nullable Bean find(Class<?> type, ClassLoader loader) {
    Class<?> cdi = CDI.from(loader);
    Object manager = cdi == null ? null : manager(cdi);
    if (cdi == null || manager == null) {
      return null;
    }
    String spi = cdi.getName().substring(0, cdi.getName().length() - "CDI".length());
    Collection<?> beans =
        (Collection<?>)
            Objects.requireNonNull(
                ByName.call(
                    manager,
                    spi + "BeanManager",
                    "getBeans",
                    new Class<?>[] {Type.class, Annotation[].class},
                    type,
                    new Annotation[0]));
    if (beans.isEmpty()) {
      return null;
    }
    CdiBean found = new CdiBean(manager, spi, type, resolved(manager, spi, type, beans));
    found.checkScope();
    return found;
  }

  /** Null if it has not started here. */
  private static @Nullable Object manager(Class<?> cdi) {
    try {
      Object current = cdi.getMethod("current").invoke(null);
      return current == null ? null : ByName.ask(current, cdi.getName(), "getBeanManager");
    } catch (ReflectiveOperationException | IllegalStateException e) {
      return null;
    }
  }

  private static Object resolved(Object manager, String spi, Class<?> type, Collection<?> beans) {
    try {
      Object bean =
          ByName.call(manager, spi + "BeanManager", "resolve", new Class<?>[] {Set.class}, beans);
      return Objects.requireNonNull(bean);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Several beans are a " + type.getName() + ": " + beans + "; allowed: one", e);
    }
  }
}
