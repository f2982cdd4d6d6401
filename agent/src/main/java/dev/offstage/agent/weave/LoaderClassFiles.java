package dev.offstage.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.utility.StreamDrainer;
import org.jspecify.annotations.Nullable;

/**
 * The class files that a loader sees, read past the JVM's cache of open jars: when a {@code
 * URLClassLoader}, such as Jetty's for webapps, is closed, it closes every jar that was read
 * through it, even those that other loaders share.
 */
public final class LoaderClassFiles implements ClassFileLocator {
  private final ClassLoader loader;

  public LoaderClassFiles(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public Resolution locate(String name) throws IOException {
    byte[] classFile = read(loader, name);
    return classFile == null ? new Resolution.Illegal(name) : new Resolution.Explicit(classFile);
  }

  /** The class file, or null if the loader sees none. */
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  public static byte @Nullable [] read(ClassLoader loader, String name) throws IOException {
    URL url = loader.getResource(name.replace('.', '/') + ".class");
    if (url == null) {
      return null;
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return StreamDrainer.DEFAULT.drain(in);
    }
  }

  @Override
  public void close() {}
}
