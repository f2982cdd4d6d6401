package dev.offstage.servlet.boot;

import dev.offstage.boot.BootRuntime;
import dev.offstage.boot.EnvironmentSettings;
import dev.offstage.boot.ProgramClasses;
import dev.offstage.servlet.OffstageInitializer;
import dev.offstage.servlet.lifecycle.Host;
import dev.offstage.servlet.lifecycle.Lifecycle;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.PriorityOrdered;

/**
 * Does what {@link OffstageInitializer} does, which embedded servers do not call: before all
 * filters of the application, with the properties of its environment.
 */
final class ServletStart implements ServletContextInitializer, PriorityOrdered {
  private final ConfigurableApplicationContext context;
  private final BootRuntime started;

  ServletStart(ConfigurableApplicationContext context, BootRuntime started) {
    this.context = context;
    this.started = started;
  }

  @Override
  public void onStartup(ServletContext webapp) throws ServletException {
    ClassLoader own = context.getBeanFactory().getBeanClassLoader();
    ClassLoader loader = own == null ? webapp.getClassLoader() : own;
    Host.introduce(
        webapp,
        EnvironmentSettings.of(context.getEnvironment()),
        loader,
        () -> ProgramClasses.names(loader));
    new OffstageInitializer().onStartup(null, webapp);
    started.is(() -> Lifecycle.runtime(webapp));
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
