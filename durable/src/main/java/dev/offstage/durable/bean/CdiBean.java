package dev.offstage.durable.bean;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bean of CDI's. Immutable. */
@SuppressWarnings("ReferenceEquality") // this very object
final class CdiBean implements Bean {
  private static final List<String> SHORT_LIVED =
      Arrays.asList(
          "RequestScoped", "SessionScoped", "ConversationScoped", "ViewScoped", "FlowScoped");

  private final Object manager;
  private final String spi;
  private final String contexts;
  private final Class<?> type;
  private final Object bean;

  /**
   * @param spi the package of CDI, with a dot behind it
   */
  CdiBean(Object manager, String spi, Class<?> type, Object bean) {
    this.manager = manager;
    this.spi = spi;
    this.contexts = spi.replace("inject.spi.", "context.spi.");
    this.type = type;
    this.bean = bean;
  }

  private Class<?> scope() {
    return (Class<?>) ByName.get(bean, spi + "Bean", "getScope");
  }

  /** As that of Spring's. */
  void checkScope() {
    if (SHORT_LIVED.contains(scope().getSimpleName())) {
      throw new IllegalArgumentException(
          "The bean "
              + this
              + " is @"
              + scope().getSimpleName()
              + ", and a durable task is never in such a scope; allowed: beans of other scopes, such"
              + " as @ApplicationScoped and @Dependent");
    }
  }

  @Override
  public boolean is(Object object) {
    if (scope().getSimpleName().equals("Dependent")) {
      // Others get another object each, and so does each run.
      return type.isInstance(object);
    }
    Object context = context();
    try {
      // There may be several proxies of one bean, but they are of one class.
      Object known = known(context);
      return known == object || (isProxied() && known.getClass() == object.getClass());
    } finally {
      release(context);
    }
  }

  private boolean isProxied() {
    return Boolean.TRUE.equals(
        ByName.call(
            manager, spi + "BeanManager", "isNormalScope", new Class<?>[] {Class.class}, scope()));
  }

  @Override
  public @Nullable Object with(Work work) throws Exception {
    Object context = context();
    try {
      return work.on(known(context));
    } finally {
      // Ends one that was made for this.
      release(context);
    }
  }

  private Object context() {
    String parent = contexts + "Contextual";
    return Objects.requireNonNull(
        ByName.call(
            manager,
            spi + "BeanManager",
            "createCreationalContext",
            new Class<?>[] {Objects.requireNonNull(ByName.type(manager, parent))},
            bean));
  }

  private void release(Object context) {
    Object unused = ByName.ask(context, contexts + "CreationalContext", "release");
  }

  private Object known(Object context) {
    Class<?> beans = Objects.requireNonNull(ByName.type(manager, spi + "Bean"));
    Class<?> creating =
        Objects.requireNonNull(ByName.type(manager, contexts + "CreationalContext"));
    return Objects.requireNonNull(
        ByName.call(
            manager,
            spi + "BeanManager",
            "getReference",
            new Class<?>[] {beans, Type.class, creating},
            bean,
            type,
            context));
  }

  @Override
  public String toString() {
    return ((Class<?>) ByName.get(bean, spi + "Bean", "getBeanClass")).getName();
  }
}
