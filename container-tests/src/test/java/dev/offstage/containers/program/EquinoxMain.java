package dev.offstage.containers.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts Equinox with bundles, the last of which has the program. */
final class EquinoxMain {
  private EquinoxMain() {}

  /**
   * @param arguments the framework's own folder, then the bundles
   */
  public static void main(String[] arguments) throws Exception {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, arguments[0]));
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      String location = Path.of(arguments[i]).toUri().toString();
      bundles.add(framework.getBundleContext().installBundle(location));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    bundles
        .get(bundles.size() - 1)
        .loadClass("dev.offstage.containers.program.Main")
        .getMethod("callAndPrint")
        .invoke(null);
    framework.stop();
    framework.waitForStop(0);
  }
}
