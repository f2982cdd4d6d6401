package dev.offstage.durable.bean;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bean of Spring's. Immutable. */
@SuppressWarnings("ReferenceEquality") // this very object
final class SpringBean implements Bean {
  private static final List<String> SHORT_LIVED =
      Arrays.asList("request", "session", "globalSession", "websocket");

  private final SpringContext context;
  private final String name;
  private final @Nullable Object definition;
  private final String scope;

  /**
   * @param definition null for an object that was added as it is
   */
  SpringBean(SpringContext context, String name, @Nullable Object definition, String scope) {
    this.context = context;
    this.name = name;
    this.definition = definition;
    this.scope = scope;
  }

  boolean isPrimary() {
    return definition != null && SpringContext.isSaid(definition, "isPrimary");
  }

  /**
   * Checks that a task can have it.
   *
   * @throws IllegalArgumentException if it belongs to a request or a session
   */
  void checkScope() {
    if (SHORT_LIVED.contains(scope)) {
      throw new IllegalArgumentException(
          "The bean "
              + this
              + " has the scope '"
              + scope
              + "', which a durable task is never in; allowed: beans of other scopes, such as"
              + " singleton and prototype");
    }
  }

  @Override
  public boolean is(Object object) {
    // Others get another object each, and so does each run.
    boolean isAny = definition != null && SpringContext.isSaid(definition, "isPrototype");
    if (isAny || context.isBeingMade(name)) {
      Class<?> type = context.type(name);
      return type != null && type.isInstance(object);
    }
    Object bean = context.bean(name);
    return bean == object || SpringContext.target(bean) == object;
  }

  @Override
  public @Nullable Object with(Work work) throws Exception {
    return work.on(context.bean(name));
  }

  @Override
  public String toString() {
    return name;
  }
}
