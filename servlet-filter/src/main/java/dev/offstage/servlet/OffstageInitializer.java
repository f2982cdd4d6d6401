package dev.offstage.servlet;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.lifecycle.Host;
import dev.offstage.servlet.lifecycle.Lifecycle;
import dev.offstage.servlet.lifecycle.SpringContexts;
import dev.offstage.servlet.lifecycle.StartedServlet;
import dev.offstage.servlet.reply.ReplyEnd;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Called by the container for each webapp with the jar in {@code WEB-INF/lib}: starts the pools,
 * puts the {@link OffstageFilter} first and registers the listener that drains on undeploy. A
 * webapp that has the filter in its web.xml keeps it where it is.
 */
public final class OffstageInitializer implements ServletContainerInitializer {
  /** Made by the container. */
  public OffstageInitializer() {}

  /**
   * Starts Offstage for one webapp, unless that has happened already.
   *
   * @throws ServletException if a setting is wrong; stops the deployment with a message that names
   *     it
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    if (Lifecycle.isStarted(context)) {
      // A container that migrates javax to jakarta calls both halves of the jar.
      return;
    }
    FilterRegistration declared = Lifecycle.declaredFilter(context);
    if (declared == null) {
      // Before the start: if a server carries on after an initializer has thrown (Open Liberty),
      // the filter throws as well, and nothing is served with wrong settings.
      addFilter(context);
    } else {
      warnOfOtherHalf(context, String.valueOf(declared.getClassName()));
    }
    if (Host.isExpected(context)) {
      return;
    }
    Lifecycle.start(context, declared, SnapshotArguments::new);
    context.addListener(new OffstageListener());
    StartedServlet.addTo(context);
    SpringContexts.watch(context, SnapshotArguments::new);
  }

  /** Before the container fails to load it, and says only that some class of javax is missing. */
  private static void warnOfOtherHalf(ServletContext context, String declared) {
    try {
      Class.forName(declared, false, context.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      Log.warn(
          "offstage: web.xml has the filter class "
              + declared
              + ", which this server cannot load ("
              + e
              + "); the one for this server is "
              + OffstageFilter.class.getName());
    }
  }

  private static void addFilter(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("offstage", new OffstageFilter());
    if (filter != null) {
      // One filter without async support in front would switch it off for everything behind it.
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
      ReplyEnd.addTo(context);
    }
  }
}
