package dev.offstage.containers.undertow;

import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import jakarta.servlet.ServletContainerInitializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Makes a deployment of a WAR: unpacks it, finds its initializers, reads its web.xml. */
final class WarReader {
  private final File war;

  WarReader(File war) {
    this.war = war;
  }

  DeploymentInfo read(String name) throws Exception {
    Path root = Files.createTempDirectory(name + "-");
    unpack(root);
    URLClassLoader loader = loader(root);
    DeploymentInfo info =
        new DeploymentInfo()
            .setDeploymentName(name)
            .setContextPath("/" + name)
            .setClassLoader(loader)
            .setTempDir(Files.createDirectory(root.resolve("temp")).toFile())
            .setResourceManager(new PathResourceManager(root));
    WebXml webXml = new WebXml(root.resolve("WEB-INF/web.xml").toFile());
    webXml.addTo(info);
    if (!webXml.shutsInitializersOut()) {
      for (ServletContainerInitializer initializer :
          ServiceLoader.load(ServletContainerInitializer.class, loader)) {
        info.addServletContainerInitializer(
            new ServletContainerInitializerInfo(initializer.getClass(), Collections.emptySet()));
      }
    }
    return info;
  }

  private static URLClassLoader loader(Path root) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(root.resolve("WEB-INF/classes/").toUri().toURL());
    File[] jars = root.resolve("WEB-INF/lib").toFile().listFiles();
    for (File jar : jars == null ? new File[0] : jars) {
      urls.add(jar.toURI().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), WarReader.class.getClassLoader());
  }

  private void unpack(Path root) throws IOException {
    try (ZipFile zip = new ZipFile(war)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          Path file = root.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
  }
}
