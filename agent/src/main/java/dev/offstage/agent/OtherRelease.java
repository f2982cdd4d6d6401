package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent from another jar than that whose classes the JVM has loaded first. The system class
 * loader keeps those for ever, so another one has a loader of its own: what is attached after a
 * detach is the release that was asked for. Thread-safe.
 */
final class OtherRelease {
  private static final String OWN = "dev.offstage.agent.";

  private static volatile @Nullable OtherRelease current;

  private final Loader loader;

  private OtherRelease(Loader loader) {
    this.loader = loader;
  }

  /** Takes the agent's classes from its own jar rather than from the system class loader. */
  private static final class Loader extends URLClassLoader {
    private final Map<String, Package> packages = new ConcurrentHashMap<String, Package>();

    Loader(File jar) throws IOException {
      super(new URL[] {jar.toURI().toURL()}, ClassLoader.getSystemClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OWN)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    /** Java 8 would take the parent's, and with it the other release's version. */
    @Override
    protected @Nullable Package getPackage(String name) {
      return (name + ".").startsWith(OWN) ? packages.get(name) : super.getPackage(name);
    }

    @Override
    protected Package definePackage(
        String name,
        @Nullable String specTitle,
        @Nullable String specVersion,
        @Nullable String specVendor,
        @Nullable String title,
        @Nullable String version,
        @Nullable String vendor,
        @Nullable URL sealBase) {
      Package defined =
          super.definePackage(
              name, specTitle, specVersion, specVendor, title, version, vendor, sealBase);
      packages.put(name, defined);
      return defined;
    }

    @Override
    public @Nullable URL getResource(String path) {
      URL own = findResource(path);
      return own == null ? super.getResource(path) : own;
    }
  }

  /**
   * Carries out a request by the agent that it is meant for: the one that is attached, or else the
   * one in the jar that the command comes from.
   */
  static Message run(Message request, Instrumentation instrumentation, String progress)
      throws Exception {
    OtherRelease other = current;
    String jar = request.first("jar");
    boolean attached = System.getProperty(OffstageAgent.VERSION_PROPERTY) != null;
    if (other == null && !attached && jar != null && OwnJar.isOther(new File(jar))) {
      other = new OtherRelease(new Loader(new File(jar)));
    }
    if (other == null) {
      return Message.parse(CommandsV1.run(request.toText(), instrumentation, progress));
    }
    // Before it begins: it calls libraries, which call back.
    current = other;
    try {
      return Message.parse(
          (String)
              other.call(
                  CommandsV1.class.getName(),
                  "run",
                  new Class<?>[] {String.class, Instrumentation.class, String.class},
                  request.toText(),
                  instrumentation,
                  progress));
    } finally {
      if (System.getProperty(OffstageAgent.VERSION_PROPERTY) == null) {
        current = null;
        close(other.loader);
      }
    }
  }

  private static void close(Closeable loader) {
    try {
      loader.close();
    } catch (IOException e) {
      // It is closed when it is collected.
    }
  }

  /** What a library asks that release; null if there is none. */
  @SuppressWarnings("unchecked") // as that class declares it, in each release
  static <V> @Nullable Map<String, V> ask(String method, Class<?>[] types, Object... arguments)
      throws Exception {
    OtherRelease other = current;
    return other == null
        ? null
        : (Map<String, V>) other.call(LibraryLinkV1.class.getName(), method, types, arguments);
  }

  private Object call(String type, String method, Class<?>[] types, Object... arguments)
      throws Exception {
    try {
      return loader.loadClass(type).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause instanceof Exception ? (Exception) cause : new IllegalStateException(cause);
    }
  }
}
