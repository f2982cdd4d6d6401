package dev.offstage.boot;

import dev.offstage.internal.runtime.Neighbours;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.SafeStart;
import dev.offstage.internal.text.Log;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts Offstage in a context without a servlet container: a batch, a reactive server, a test
 * whose web environment is a mock. Before any bean is made, as its first tasks may come from one;
 * drains when the context begins to close, while all beans are there.
 */
final class ProgramStart
    implements BeanFactoryPostProcessor,
        ApplicationListener<ContextClosedEvent>,
        DisposableBean,
        PriorityOrdered {
  private final ApplicationContext context;
  private final BootRuntime started;
  private @Nullable OffstageRuntime runtime;

  ProgramStart(ApplicationContext context, BootRuntime started) {
    this.context = context;
    this.started = started;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (hasServletContainer(context)) {
      return;
    }
    OffstageRuntime made =
        SafeStart.start(
            "main",
            EnvironmentSettings.of((ConfigurableEnvironment) context.getEnvironment()),
            beans.getBeanClassLoader(),
            new SpringExecutors(() -> Collections.singleton(context)));
    Neighbours.add(made);
    runtime = made;
    started.is(() -> runtime);
    Log.info("Offstage for " + made.describe());
    // Spring Boot has set up the logging before.
    made.begins();
    made.hasStarted();
  }

  /** By the names of its classes: they are in other packages since Spring Boot 4. */
  private static boolean hasServletContainer(ApplicationContext context) {
    for (Class<?> type = context.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().equals("ServletWebServerApplicationContext")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) {
      destroy();
    }
  }

  /** Also if the context has failed to start, and so does not close. */
  @Override
  public synchronized void destroy() {
    OffstageRuntime running = runtime;
    if (running != null) {
      runtime = null;
      Neighbours.release(running);
    }
  }

  /** For Spring 6.1 and newer: never on another thread, which would not hold up the closing. */
  public boolean supportsAsyncExecution() {
    return false;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
