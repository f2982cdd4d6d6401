package dev.offstage.servlet.lifecycle;

import dev.offstage.internal.runtime.OffstageRuntime;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;

/**
 * Hears that its webapp has started, after all that the webapp itself does then. Filters hear that,
 * too, but Undertow and WildFly make them only for the first request, and durable tasks of a webapp
 * that nobody calls are to go on as well. It has no path.
 */
public final class StartedServlet extends GenericServlet {
  private static final long serialVersionUID = 1L;

  /** Adds it to a webapp that is about to start, if there is anything to go on with. */
  public static void addTo(ServletContext context) {
    OffstageRuntime runtime = Lifecycle.runtime(context);
    if (runtime == null || !runtime.settings().store().isSet()) {
      return;
    }
    ServletRegistration.Dynamic servlet = context.addServlet("offstage", new StartedServlet());
    if (servlet != null) {
      servlet.setLoadOnStartup(Integer.MAX_VALUE);
    }
  }

  @Override
  public void init() {
    OffstageRuntime runtime = Lifecycle.runtime(getServletContext());
    if (runtime != null) {
      runtime.hasStarted();
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws UnavailableException {
    throw new UnavailableException("It serves nothing");
  }
}
