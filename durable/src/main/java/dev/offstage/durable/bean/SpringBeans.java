package dev.offstage.durable.bean;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds beans in Spring's contexts. Thread-safe. */
final class SpringBeans {
  private final Supplier<? extends Collection<?>> contexts;

  SpringBeans(Supplier<? extends Collection<?>> contexts) {
    this.contexts = contexts;
  }

  /** Whether one of them is still starting. */
  boolean areComing() {
    return !contexts().stream().allMatch(SpringContext::isRunning);
  }

  private List<SpringContext> contexts() {
    List<SpringContext> all = new ArrayList<>();
    for (Object each : contexts.get()) {
      if (ByName.is(each, SpringContext.TYPE)) {
        all.add(new SpringContext(each));
      }
    }
    return all;
  }

  /** See {@link Beans#find}. */
  @Nullable Bean find(Class<?> type) {
    for (SpringContext context : contexts()) {
      List<SpringBean> found = context.find(type);
      if (!found.isEmpty()) {
        return checked(type, found);
      }
    }
    return null;
  }

  private static SpringBean checked(Class<?> type, List<SpringBean> found) {
    List<SpringBean> chosen = new ArrayList<>(found);
    if (chosen.size() > 1) {
      chosen.removeIf(bean -> !bean.isPrimary());
    }
    if (chosen.size() != 1) {
      throw new IllegalArgumentException(
          "Several beans are a "
              + type.getName()
              + ": "
              + found
              + "; allowed: one, or one that is @Primary");
    }
    chosen.get(0).checkScope();
    return chosen.get(0);
  }
}
