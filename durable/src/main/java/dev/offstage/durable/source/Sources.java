package dev.offstage.durable.source;

import dev.offstage.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds the DataSource that a setting means. */
public final class Sources {
  private static final String KEY = "Offstage cannot start: offstage.store = ";
  private static final String LOGIN_SECONDS = "5";
  private static final String H2 = "org.h2.Driver";

  private Sources() {}

  /**
   * The one of these settings. If it is an {@link AutoCloseable} of this package's it is for the
   * caller to close.
   *
   * @param loader has the application's drivers
   * @throws IllegalStateException if there is none: says what to do
   */
  public static DataSource of(StoreSettings settings, ClassLoader loader) {
    String where = settings.where();
    if (where.startsWith("java:")) {
      return lookUp(where);
    }
    Properties properties = new Properties();
    if (where.startsWith("jdbc:")) {
      if (settings.user() != null) {
        properties.setProperty("user", settings.user());
      }
      if (settings.password() != null) {
        properties.setProperty("password", settings.password());
      }
      limitLogin(where, properties);
      return new UrlSource(driver(where, loader), where, properties);
    }
    return directory(where, loader, properties);
  }

  /** Whether it is this library's own, and ends with it. */
  public static boolean isOwn(DataSource source) {
    return source instanceof UrlSource;
  }

  /** Closes it if it is this library's own. */
  public static void close(DataSource source) {
    if (source instanceof UrlSource) {
      ((UrlSource) source).close();
    }
  }

  /** Drivers that would wait for ever for a server that says nothing; what the URL says wins. */
  private static void limitLogin(String url, Properties properties) {
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("loginTimeout", LOGIN_SECONDS);
    } else if (url.startsWith("jdbc:mysql:")) {
      properties.setProperty("connectTimeout", LOGIN_SECONDS + "000");
    }
  }

  @SuppressWarnings("BanJNDI") // a name of the deployer's
  private static DataSource lookUp(String name) {
    Object found;
    try {
      found = new InitialContext().lookup(name);
    } catch (NamingException e) {
      throw new IllegalStateException(
          KEY
              + name
              + ": there is no such name ("
              + e
              + "). Define a DataSource of that name in the server, and refer to it in web.xml",
          e);
    }
    if (!(found instanceof DataSource)) {
      throw new IllegalStateException(
          KEY
              + name
              + " is a "
              + (found == null ? "null" : found.getClass().getName())
              + "; allowed: a javax.sql.DataSource");
    }
    return (DataSource) found;
  }

  private static Driver driver(String url, ClassLoader loader) {
    for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
      if (knows(driver, url)) {
        return driver;
      }
    }
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (knows(driver, url)) {
        return driver;
      }
    }
    String kind = url.replaceAll("^(jdbc:[^:]+:).*", "$1");
    throw new IllegalStateException(
        KEY + kind + "...: no JDBC driver knows such a URL. Put the driver's jar into the webapp");
  }

  private static boolean knows(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private static DataSource directory(String where, ClassLoader loader, Properties properties) {
    Path folder;
    try {
      folder = Paths.get(where).toAbsolutePath();
      Files.createDirectories(folder);
    } catch (InvalidPathException | IOException e) {
      throw new IllegalStateException(
          KEY
              + where
              + " is no directory, and none can be made of it ("
              + e
              + "); allowed: a JNDI name that begins with java:, a URL that begins with jdbc:, or a"
              + " directory",
          e);
    }
    Driver driver = h2(loader);
    if (driver == null) {
      throw new IllegalStateException(
          KEY + where + " is a directory, for which H2 is needed. Put H2's jar into the webapp");
    }
    properties.setProperty("user", "sa");
    properties.setProperty("password", "");
    // Each commit is on the disk; another process is told that this one has it.
    String url =
        "jdbc:h2:file:" + folder.resolve("offstage") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    return new UrlSource(driver, url, properties);
  }

  private static @Nullable Driver h2(ClassLoader loader) {
    try {
      return Class.forName(H2, true, loader)
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      return null;
    }
  }
}
