package dev.offstage.agent.advise;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.utility.StreamDrainer;
import org.jspecify.annotations.Nullable;

/**
 * Reads many files out of few jars, each opened once: past the JVM's cache of open jars, which
 * other loaders share, and without looking at signatures, which takes milliseconds a file.
 */
final class OpenJars implements Closeable {
  private static final String JAR = "jar:file:";

  private final Map<String, ZipFile> jars = new HashMap<>();

  byte[] read(URL url) throws IOException {
    String text = url.toString();
    int end = text.indexOf("!/");
    if (text.startsWith(JAR) && end > 0 && text.indexOf("!/", end + 2) < 0) {
      byte[] content = read(file(text.substring("jar:".length(), end)), decoded(text, end + 2));
      if (content != null) {
        return content;
      }
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return StreamDrainer.DEFAULT.drain(in);
    }
  }

  private static String decoded(String text, int from) throws IOException {
    return URLDecoder.decode(text.substring(from).replace("+", "%2B"), "UTF-8");
  }

  /** The file of a {@code file:} URL. */
  static File file(String url) throws IOException {
    return new File(decoded(url, "file:".length()));
  }

  /** An entry of a jar; null if it has none of that name. */
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  byte @Nullable [] read(File jar, String entry) throws IOException {
    ZipFile zip = open(jar);
    ZipEntry found = zip.getEntry(entry);
    if (found == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(found)) {
      return StreamDrainer.DEFAULT.drain(in);
    }
  }

  ZipFile open(File jar) throws IOException {
    ZipFile zip = jars.get(jar.getPath());
    if (zip == null) {
      zip = new ZipFile(jar);
      jars.put(jar.getPath(), zip);
    }
    return zip;
  }

  @Override
  public void close() throws IOException {
    for (ZipFile jar : jars.values()) {
      jar.close();
    }
    jars.clear();
  }
}
