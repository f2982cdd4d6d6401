package dev.offstage.agent.weave;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.utility.StreamDrainer;
import org.jspecify.annotations.Nullable;

/**
 * The class files that loaders see, for the length of one operation; the operation closes it. Each
 * jar is opened once, as a plain zip: what is read here is only looked at, so there is no signature
 * to verify, which costs a quarter of a second each time in a large signed jar. Not thread-safe.
 *
 * <p>Never through the JVM's cache of open jars: when a {@code URLClassLoader}, such as Jetty's for
 * webapps, is closed, it closes every jar that was read through it, even those that other loaders
 * share.
 */
public final class ClassFiles implements Closeable {
  /** A server may have more jars than the process may open files. */
  private static final int MOST_OPEN = 256;

  private static final String INSIDE = "!/";

  /** Of this one it is known that without caches nobody else has the jar that it opens. */
  private static final String OF_JDK = "sun.net.www.protocol.jar.JarURLConnection";

  /** In order of use. */
  private final Map<String, ZipFile> jars = new LinkedHashMap<String, ZipFile>(16, 0.75f, true);

  private int opened;

  /** The class file, or null if the loader sees none. */
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  public byte @Nullable [] read(ClassLoader loader, String type) throws IOException {
    URL url = loader.getResource(type.replace('.', '/') + ".class");
    return url == null ? null : read(url);
  }

  /** What is at a URL. */
  public byte[] read(URL url) throws IOException {
    byte[] fromJar = readFromJar(url);
    if (fromJar != null) {
      return fromJar;
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    fromJar = OF_JDK.equals(connection.getClass().getName()) ? readFromCopy(connection) : null;
    if (fromJar != null) {
      return fromJar;
    }
    try (InputStream in = connection.getInputStream()) {
      return StreamDrainer.DEFAULT.drain(in);
    }
  }

  /**
   * From a jar that is no file, such as one in a WAR that Tomcat does not unpack: the JDK copies
   * the jar to a file for each connection.
   */
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  private byte @Nullable [] readFromCopy(URLConnection connection) throws IOException {
    JarURLConnection toJar = (JarURLConnection) connection;
    String place = toJar.getJarFileURL().toString();
    ZipFile jar = jars.get(place);
    if (jar == null) {
      jar = keep(place, toJar.getJarFile());
    }
    return read(jar, toJar.getEntryName());
  }

  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  private static byte @Nullable [] read(ZipFile jar, @Nullable String path) throws IOException {
    ZipEntry entry = path == null ? null : jar.getEntry(path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return StreamDrainer.DEFAULT.drain(in);
    }
  }

  /**
   * From {@code jar:file:/the.jar!/the/Type.class}, whatever a server calls the scheme; null for
   * anything else, such as a jar in a jar.
   */
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  private byte @Nullable [] readFromJar(URL url) throws IOException {
    String place = url.getFile();
    int inside = place.indexOf(INSIDE);
    if (!place.startsWith("file:")
        || inside < 0
        || url.getRef() != null
        || place.indexOf(INSIDE, inside + 1) >= 0) {
      return null;
    }
    try {
      ZipFile jar = jar(place.substring(0, inside));
      return jar == null ? null : read(jar, decoded(place.substring(inside + 1)));
    } catch (URISyntaxException | IllegalArgumentException | ZipException e) {
      // Not written as URLs are, or no zip: the server's own handler may know better.
      return null;
    }
  }

  private static String decoded(String path) throws URISyntaxException {
    return new URI(path.replace(" ", "%20")).getPath().substring(1);
  }

  private @Nullable ZipFile jar(String place) throws IOException, URISyntaxException {
    File file = new File(new URI(place.replace(" ", "%20")));
    return file.isFile() ? jar(file) : null;
  }

  private ZipFile jar(File file) throws IOException {
    ZipFile open = jars.get(file.getPath());
    return open == null ? keep(file.getPath(), new ZipFile(file)) : open;
  }

  /** The paths of all that is in a jar. */
  public List<String> paths(File jar) throws IOException {
    List<String> paths = new ArrayList<String>();
    for (ZipEntry entry : Collections.list(jar(jar).entries())) {
      paths.add(entry.getName());
    }
    return paths;
  }

  /** Until the end, or until too many others were used after it. */
  private ZipFile keep(String place, ZipFile jar) throws IOException {
    opened++;
    jars.put(place, jar);
    if (jars.size() > MOST_OPEN) {
      Iterator<ZipFile> unused = jars.values().iterator();
      ZipFile longest = unused.next();
      unused.remove();
      longest.close();
    }
    return jar;
  }

  /** How often a jar was opened so far. */
  public int opened() {
    return opened;
  }

  /** How many are open now. */
  int open() {
    return jars.size();
  }

  /** The same for Byte Buddy; not to be closed itself. */
  public ClassFileLocator seenBy(final ClassLoader loader) {
    return new ClassFileLocator() {
      @Override
      public Resolution locate(String type) throws IOException {
        byte[] classFile = read(loader, type);
        return classFile == null
            ? new Resolution.Illegal(type)
            : new Resolution.Explicit(classFile);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    for (ZipFile jar : jars.values()) {
      try {
        jar.close();
      } catch (IOException e) {
        // What was read counts.
      }
    }
    jars.clear();
  }
}
