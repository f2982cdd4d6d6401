package dev.offstage.servlet.lifecycle;

import dev.offstage.SettingsException;
import dev.offstage.SettingsSource;
import dev.offstage.internal.agent.AgentLink;
import dev.offstage.internal.agent.RequestArguments;
import dev.offstage.internal.agent.RequestCopies;
import dev.offstage.internal.context.ServerNaming;
import dev.offstage.internal.request.RequestGuard;
import dev.offstage.internal.runtime.Neighbours;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.runtime.SafeStart;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.reply.LentObjects;
import dev.offstage.servlet.reply.OwnFilter;
import dev.offstage.servlet.reply.RequestTasks;
import dev.offstage.servlet.respond.Respond;
import dev.offstage.servlet.server.NamingOfServer;
import dev.offstage.servlet.server.ServerDefects;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Starts Offstage with a webapp and stops it with the webapp, each only once, whoever asks. */
public final class Lifecycle {
  private static final String RUNTIME = "dev.offstage.runtime";

  /**
   * Kept from the start: after a start that failed, Tomcat tells of the end with a context that
   * gives no class loader.
   */
  private static final String LOADER = "dev.offstage.loader";

  private static final Object STOPPING = new Object();

  private Lifecycle() {}

  /** Whether it has started in this webapp, and not stopped. */
  public static boolean isStarted(ServletContext context) {
    return context.getAttribute(RUNTIME) != null;
  }

  /** The filter that is in web.xml, if there is one. */
  public static @Nullable FilterRegistration declaredFilter(ServletContext context) {
    for (FilterRegistration registration : context.getFilterRegistrations().values()) {
      if (OwnFilter.is(registration.getClassName())) {
        return registration;
      }
    }
    return null;
  }

  /**
   * Starts with the parameters of the filter that is in web.xml, if there is one.
   *
   * @param copies what copies requests for redirected methods, given the largest body in bytes
   * @throws ServletException if a setting is wrong
   */
  public static void start(
      ServletContext context,
      @Nullable FilterRegistration filter,
      LongFunction<RequestArguments> copies)
      throws ServletException {
    Map<String, String> parameters =
        filter == null ? Collections.emptyMap() : filter.getInitParameters();
    start(context, parameters, filter == null ? "" : filter.getName(), copies);
  }

  /** Starts from the filter, if the webapp disables ServletContainerInitializers. */
  public static void start(
      ServletContext context, FilterConfig filter, LongFunction<RequestArguments> copies)
      throws ServletException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(filter.getInitParameterNames())) {
      parameters.put(name, filter.getInitParameter(name));
    }
    start(context, parameters, filter.getFilterName(), copies);
  }

  private static synchronized void start(
      ServletContext context,
      Map<String, String> filterParameters,
      String filter,
      LongFunction<RequestArguments> copies)
      throws ServletException {
    if (isStarted(context)) {
      return;
    }
    List<SettingsSource> sources = Host.sources(context, filterParameters, filter);
    try {
      start(context, sources, copies);
    } catch (ServletException e) {
      throw e;
    } catch (Throwable t) {
      // Every Throwable: what is wrong with this library must not be wrong with the webapp.
      SafeStart.sayOff(name(context), "it could not start", t);
      runInline(context, sources);
    }
  }

  private static void start(
      ServletContext context, List<SettingsSource> sources, LongFunction<RequestArguments> copies)
      throws ServletException {
    OffstageRuntime runtime = Host.isThere(context) ? null : Runtimes.shareRunning();
    if (runtime == null) {
      runtime = startNew(context, sources, copies);
    } else {
      Log.warn(
          "offstage: '"
              + name(context)
              + "' shares the pools and settings of another webapp, because its jar is in a shared"
              + " folder; put offstage.jar into WEB-INF/lib to give it its own");
    }
    startRespond(context, runtime);
    started(context, runtime);
    Respond.beforeStop(context, () -> stop(context));
  }

  private static void started(ServletContext context, OffstageRuntime runtime) {
    context.setAttribute(LOADER, Host.loader(context));
    context.setAttribute(RUNTIME, runtime);
  }

  /** All that is left when a start has failed. */
  private static void runInline(ServletContext context, List<SettingsSource> sources) {
    try {
      Respond.stop(context);
      OffstageRuntime runtime = SafeStart.off(name(context), sources, Host.loader(context));
      makeCurrent(context, runtime);
      started(context, runtime);
    } catch (Throwable t) {
      // Every Throwable: the webapp starts all the same.
      Log.warn("offstage: '" + name(context) + "' has no Offstage, calls of its API will fail", t);
    }
  }

  private static void startRespond(ServletContext context, OffstageRuntime runtime)
      throws ServletException {
    try {
      Respond.start(context, runtime);
      FilterMapping.check(declaredFilter(context), runtime);
    } catch (IllegalArgumentException e) {
      Respond.stop(context);
      end(context, runtime);
      throw new ServletException("Offstage cannot start: " + e.getMessage(), e);
    } catch (Throwable t) {
      respondOff(context, t);
    }
  }

  /** Whatever Throwable it was: an error of this library's own does not stop a webapp. */
  private static void respondOff(ServletContext context, Throwable cause) {
    Log.warn(
        "offstage: '"
            + name(context)
            + "' serves what the rules of offstage.respond name as without them, because early"
            + " answers could not start",
        cause);
    Respond.stop(context);
  }

  /**
   * Called when the filters are initialized, so the listeners have run: Jetty does not know the
   * filters' mappings earlier.
   *
   * @throws ServletException if the filter does not see all requests that the rules are for; stops
   *     the deployment
   */
  public static void checkMapping(ServletContext context) throws ServletException {
    OffstageRuntime runtime = runtime(context);
    try {
      if (runtime != null) {
        FilterMapping.check(declaredFilter(context), runtime);
        Respond.filtersBegin(context);
        runtime.hasStarted();
      }
    } catch (IllegalArgumentException e) {
      stop(context);
      throw new ServletException("Offstage cannot start: " + e.getMessage(), e);
    } catch (Throwable t) {
      respondOff(context, t);
    }
  }

  private static OffstageRuntime startNew(
      ServletContext context, List<SettingsSource> sources, LongFunction<RequestArguments> copies)
      throws ServletException {
    ServerNaming.use(NamingOfServer.of(context));
    OffstageRuntime runtime;
    try {
      runtime =
          SafeStart.start(
              name(context), sources, Host.loader(context), SpringContexts.executors(context));
    } catch (SettingsException | IllegalStateException e) {
      // Servers print the message of each cause. Spring Boot looks for the exception itself.
      throw new ServletException(e.getMessage(), Host.isThere(context) ? e : e.getCause());
    }
    runtime.begins();
    makeCurrent(context, runtime);
    RequestGuard.use(new LentObjects());
    RequestCopies.madeBy(copies.apply(runtime.settings().snapshotLimit()));
    String agent = AgentLink.agentVersion();
    Log.info(
        "Offstage "
            + version()
            + " for "
            + runtime.describe()
            + "; agent "
            + (agent == null ? "not attached" : agent));
    String defect = ServerDefects.of(context);
    if (defect != null) {
      Log.warn(defect);
    }
    try {
      Redirects.start(context, name(context), runtime);
    } catch (ServletException e) {
      end(context, runtime);
      throw e;
    }
    return runtime;
  }

  /**
   * Drains on the first call, while everything that the webapp has is still usable. A second
   * caller, on another thread, waits until that is over: it goes on to destroy what the tasks use.
   */
  public static void stop(ServletContext context) {
    synchronized (STOPPING) {
      OffstageRuntime runtime = runtime(context);
      if (runtime != null) {
        context.removeAttribute(RUNTIME);
        Object loader = context.getAttribute(LOADER);
        context.removeAttribute(LOADER);
        try {
          unlink(runtime, loader);
          Respond.closing(context);
        } finally {
          try {
            Neighbours.release(runtime);
          } finally {
            Respond.stop(context);
          }
        }
      }
    }
  }

  private static void makeCurrent(ServletContext context, OffstageRuntime runtime) {
    if (Host.isThere(context)) {
      Neighbours.findByRequest(Lifecycle::ofCurrentRequest);
      Neighbours.add(runtime);
    } else {
      Runtimes.makeCurrent(runtime);
    }
  }

  private static @Nullable OffstageRuntime ofCurrentRequest() {
    ServletContext context = RequestTasks.currentContext();
    return context == null ? null : runtime(context);
  }

  /** What has started in this webapp, and not stopped. */
  public static @Nullable OffstageRuntime runtime(ServletContext context) {
    return (OffstageRuntime) context.getAttribute(RUNTIME);
  }

  private static void end(ServletContext context, OffstageRuntime runtime) {
    unlink(runtime, Host.loader(context));
    Neighbours.release(runtime);
  }

  private static void unlink(OffstageRuntime runtime, @Nullable Object loader) {
    if (!Neighbours.hasOthers(runtime)) {
      AgentLink.stop(loader);
    }
  }

  private static String name(ServletContext context) {
    String path = context.getContextPath();
    return path == null || path.isEmpty()
        ? "root"
        : path.substring(1).replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static String version() {
    Package own = OffstageRuntime.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
