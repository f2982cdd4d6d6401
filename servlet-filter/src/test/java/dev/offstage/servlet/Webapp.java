package dev.offstage.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A webapp alone on a Jetty, with the library in it as the container finds it in the jar. */
final class Webapp implements AutoCloseable {
  static final String NAME = "shop";

  /** What a servlet does. */
  @FunctionalInterface
  interface Service {
    void service(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  private final Server server;
  private final ServerConnector connector;
  final ServletContextHandler context;

  private Webapp(ServletContextHandler context, int threads) {
    this.context = context;
    server = new Server(new QueuedThreadPool(threads, threads));
    HttpConfiguration http = new HttpConfiguration();
    connector =
        new ServerConnector(
            server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    context.setContextPath("/" + NAME);
  }

  /** A webapp that the library's initializer starts. */
  static Webapp dropIn() {
    return bare(12).initializer(new OffstageInitializer());
  }

  /** As {@link #dropIn()}; one thread is taken by the acceptor, one by the selector. */
  static Webapp dropIn(int threads) {
    return bare(threads).initializer(new OffstageInitializer());
  }

  /** A webapp whose container does not call the initializer. */
  static Webapp bare(int threads) {
    return new Webapp(new ServletContextHandler(), threads);
  }

  /** A webapp of files, with a web.xml. */
  static Webapp ofFiles(Path folder) {
    WebAppContext context = new WebAppContext();
    context.setBaseResourceAsPath(folder);
    context.setThrowUnavailableOnStartupException(true);
    context.setParentLoaderPriority(true);
    return new Webapp(context, 12);
  }

  Webapp initializer(OffstageInitializer initializer) {
    context.addServletContainerInitializer(initializer);
    return this;
  }

  Webapp param(String name, String value) {
    context.setInitParameter(name, value);
    return this;
  }

  Webapp servlet(String path, Service service) {
    ServletHolder holder = new ServletHolder(servlet(service));
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
    return this;
  }

  /** A servlet that takes uploads; those above 1 KiB are files of the container's. */
  Webapp uploads(String path, Path folder, Service service) {
    ServletHolder holder = new ServletHolder(servlet(service));
    holder
        .getRegistration()
        .setMultipartConfig(new MultipartConfigElement(folder.toString(), -1, -1, 1024));
    context.addServlet(holder, path);
    return this;
  }

  static HttpServlet servlet(Service service) {
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws ServletException, IOException {
        try {
          service.service(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new ServletException(e);
        }
      }
    };
  }

  Webapp filter(Filter filter, boolean asyncSupported) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(asyncSupported);
    context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
    return this;
  }

  /** Something of the server in front of the webapp. */
  Webapp inFront(Handler.Wrapper handler) {
    handler.setHandler(context);
    server.setHandler(handler);
    return this;
  }

  /** Another webapp on the same server, on the other's class loader. */
  Webapp beside(ServletContextHandler other) {
    server.setHandler(new Handler.Sequence(context, other));
    return this;
  }

  Webapp start() throws Exception {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw e;
    }
    return this;
  }

  int port() {
    return connector.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + "/" + NAME + path);
  }

  RawClient client() throws IOException {
    return new RawClient(port());
  }

  /** One request on a connection of its own. */
  RawClient.Reply get(String path) throws IOException {
    try (RawClient client = client()) {
      return client.get("/" + NAME + path);
    }
  }

  /** The same for a path that the server itself has given. */
  RawClient.Reply getAt(String fullPath, String... headers) throws IOException {
    try (RawClient client = client()) {
      return client.get(fullPath, headers);
    }
  }

  /** As the server does it while it goes on. */
  void undeploy() throws Exception {
    context.stop();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
