package dev.offstage.containers.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xnio.Options;

/**
 * Serves the WARs of a folder, and follows what is put in, replaced or taken away, as servers do.
 */
public final class UndertowMain {
  private static final int LOOK_EVERY_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 1_000;

  private final File folder;
  private final ServletContainer container = ServletContainer.Factory.newInstance();
  private final PathHandler paths = new PathHandler();
  private final GracefulShutdownHandler gate = new GracefulShutdownHandler(paths);
  private final Map<String, Long> deployed = new HashMap<>();

  private UndertowMain(File folder) {
    this.folder = folder;
  }

  /**
   * Starts and says at which port.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws Exception {
    UndertowMain main = new UndertowMain(new File(arguments[0]));
    Undertow server =
        Undertow.builder()
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            // 0, as without it: it waits for ever.
            .setSocketOption(Options.READ_TIMEOUT, Integer.getInteger("read.timeout", 0))
            .addHttpListener(0, "127.0.0.1")
            .setHandler(main.gate)
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> main.shutDown(server), "stop"));
    main.followFolder();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("Undertow listens at " + address.getPort());
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      main.followFolder();
    }
  }

  /** As Spring Boot does it, if it is to be graceful: the server ends before the webapps. */
  private void shutDown(Undertow server) {
    try {
      if (Boolean.getBoolean("graceful")) {
        gate.shutdown();
        gate.awaitShutdown(PATIENCE_MILLIS);
        server.stop();
      }
    } catch (InterruptedException e) {
      System.out.println("Undertow stops at once: " + e);
    }
    stop(server);
  }

  private synchronized void stop(Undertow server) {
    new HashSet<>(deployed.keySet()).forEach(this::undeploy);
    server.stop();
    System.out.println("Undertow has stopped");
  }

  private synchronized void followFolder() {
    Set<String> gone = new HashSet<>(deployed.keySet());
    File[] wars = folder.listFiles((in, name) -> name.endsWith(".war"));
    for (File war : wars == null ? new File[0] : wars) {
      String name = war.getName().replaceAll("\\.war$", "");
      gone.remove(name);
      long changed = war.lastModified();
      Long known = deployed.get(name);
      if (known == null || known != changed) {
        if (known != null) {
          undeploy(name);
        }
        deployed.put(name, changed);
        deploy(name, war);
      }
    }
    gone.forEach(this::undeploy);
  }

  private void deploy(String name, File war) {
    try {
      DeploymentInfo info = new WarReader(war).read(name);
      DeploymentManager manager = container.addDeployment(info);
      manager.deploy();
      paths.addPrefixPath("/" + name, manager.start());
      System.out.println("Undertow has deployed " + name);
    } catch (Exception e) {
      System.out.println("Undertow could not deploy " + name + ": " + e);
    }
  }

  private void undeploy(String name) {
    deployed.remove(name);
    DeploymentManager manager = container.getDeployment(name);
    if (manager == null) {
      return;
    }
    System.out.println("Undertow undeploys " + name);
    try {
      paths.removePrefixPath("/" + name);
      if (manager.getState() == DeploymentManager.State.STARTED) {
        manager.stop();
      }
      DeploymentInfo info = manager.getDeployment().getDeploymentInfo();
      manager.undeploy();
      container.removeDeployment(info);
      // It watches the files, and the watch would keep the webapp.
      info.getResourceManager().close();
      ((AutoCloseable) info.getClassLoader()).close();
    } catch (Exception e) {
      System.out.println("Undertow could not undeploy " + name + ": " + e);
    }
  }
}
