package dev.offstage.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts Jetty with the photo app and the slow image server. Nothing here knows about Offstage. */
public final class DemoServer {
  private static final Logger LOG = LoggerFactory.getLogger(DemoServer.class);

  private static final int THREADS = 200;
  private static final int POSTS_AT_ONCE = 150;
  private static final int WAITING_CONNECTIONS = 2000;

  /** Longer than anybody waits here: Jetty must not give up on a request that is only slow. */
  private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /** For requests that are in progress when the demo is stopped. */
  private static final long STOP_SECONDS = 60;

  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final ServerConnector connector;
  private final GracefulHandler photoRequests = new GracefulHandler();
  private final WebAppContext photoApp = new WebAppContext();

  private DemoServer(int port, @Nullable Path store) {
    if (store != null) {
      photoApp.setInitParameter(PhotoApp.STORE, store.toString());
    }
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setAcceptQueueSize(WAITING_CONNECTIONS);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$s %5$s%6$s%n");
    int port = 0;
    try {
      port = Port.parse(System.getenv("PORT"));
      DemoServer demo = new DemoServer(port, StoreFolder.parse(System.getenv("STORE")));
      int opened = demo.start();
      System.out.println("Offstage demo is up; Ctrl+C stops it. Open this address in a browser:");
      System.out.println("http://127.0.0.1:" + opened + "/");
    } catch (IllegalArgumentException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (BindException e) {
      boolean taken = String.valueOf(e.getMessage()).contains("in use");
      fail(
          "port %d %s: set PORT to another one (0: any free port)"
              .formatted(port, taken ? "is taken" : "cannot be opened: " + e.getMessage()));
    }
  }

  private static void fail(String message) {
    System.err.println("Offstage demo: " + message);
    System.exit(1);
  }

  private int start() throws Exception {
    openPort();
    server.setHandler(new Handler.Sequence(slowImages(), photoApp()));
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "offstage-demo-stop"));
    visit();
    return connector.getLocalPort();
  }

  /** The first request loads half of Jetty: nobody who measures the demo should wait for that. */
  private void visit() throws IOException {
    URI page = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/photos");
    try (InputStream in = page.toURL().openStream()) {
      in.readAllBytes();
    }
  }

  /** First, so that a taken port is seen at once and the photo app can be told its number. */
  private void openPort() throws IOException {
    try {
      connector.open();
    } catch (IOException e) {
      if (e.getCause() instanceof BindException taken) {
        throw taken;
      }
      throw e;
    }
  }

  private static Handler slowImages() {
    ContextHandler context = new ContextHandler(new SlowImages(), "/slow");
    context.setAllowNullPathInContext(true);
    return context;
  }

  private Handler photoApp() {
    photoApp.setContextPath("/");
    photoApp.setBaseResource(
        Objects.requireNonNull(ResourceFactory.of(photoApp).newClassLoaderResource("webapp/")));
    photoApp.setAttribute(PhotoApp.PORT, connector.getLocalPort());
    photoApp.setThrowUnavailableOnStartupException(true);
    photoRequests.setHandler(new PostLimit(POSTS_AT_ONCE, photoApp));
    return photoRequests;
  }

  /**
   * The photo app goes first: its requests end, Offstage finishes what it has accepted, and the
   * image server is still there for that.
   */
  private void stop() {
    try {
      photoRequests.shutdown().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn("Some requests still ran after {} s", STOP_SECONDS);
    }
    try {
      photoApp.stop();
      server.stop();
    } catch (Exception e) {
      LOG.error("The demo did not stop cleanly", e);
    }
  }
}
