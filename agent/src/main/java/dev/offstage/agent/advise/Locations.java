package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.Place;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLDecoder;
import java.security.CodeSource;

/** Where loaded classes come from, by the URLs that their loaders tell. */
final class Locations {
  private Locations() {}

  /** The URL of the folder or jar, as text; empty if it is not known. */
  static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "" : location.toString();
  }

  /** The file of a {@code file:} URL, written in whatever way. */
  static File file(String url) throws IOException {
    String path = url.substring("file:".length()).replace("+", "%2B");
    return new File(URLDecoder.decode(path, "UTF-8"));
  }

  static boolean isInWebapp(String location) {
    return location.contains("-INF/classes") || location.contains("-INF/lib/");
  }

  static Place place(Class<?> type, LoadedTypes types) {
    return place(of(type), types.webapps().contains(type.getClassLoader()), types);
  }

  /**
   * The place of what lies at a URL.
   *
   * @param isWebapps whether a webapp's own loader has it
   */
  static Place place(String location, boolean isWebapps, LoadedTypes types) {
    int classes = location.indexOf("-INF/classes");
    if (classes > 0) {
      // Some loaders name the class file itself.
      String folder = location.substring(0, classes + "-INF/classes".length()) + "/";
      return new Place(Place.Kind.CLASSES, folder);
    }
    if (isInWebapp(location)) {
      return new Place(Place.Kind.JAR, withoutJar(location));
    }
    boolean isBeside = types.inServer() && !isWebapps && !location.matches(".*\\.(ear|war)[/!].*");
    if (location.isEmpty() || isBeside) {
      return Place.OUTSIDE;
    }
    boolean isFolder = location.endsWith("/") && !location.contains(".jar");
    return new Place(isFolder ? Place.Kind.CLASSES : Place.Kind.JAR, withoutJar(location));
  }

  /** The same for a class file that nobody has loaded yet. */
  static Place placeOfFile(String url, String path, LoadedTypes types) {
    String location = url.endsWith(path) ? url.substring(0, url.length() - path.length()) : "";
    return location.startsWith("jrt:") ? Place.OUTSIDE : place(location, false, types);
  }

  /** A jar's own URL, where a loader tells that of what is in it. */
  private static String withoutJar(String location) {
    boolean isWhole = location.startsWith("jar:file:") && location.endsWith("!/");
    return isWhole && location.indexOf("!/") == location.length() - 2
        ? location.substring("jar:".length(), location.length() - 2)
        : location;
  }
}
