package dev.offstage.durable.sql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its name and version which database it is. */
final class Databases {
  // MariaDB may put a version of MySQL in front of its own, for old drivers: 5.5.5-10.11.6-MariaDB.
  private static final Pattern MARIADB =
      Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

  private Databases() {}

  static Dialect recognize(String product, String version) {
    Matcher mariaDb = MARIADB.matcher(version);
    if (mariaDb.find()) {
      return new MySql(checked("MariaDB", version, mariaDb, 10, 6));
    }
    Matcher number = VERSION.matcher(version);
    boolean hasNumber = number.find();
    switch (hasNumber ? product.toLowerCase(Locale.ROOT) : "") {
      case "postgresql":
        return new PostgreSql(checked(product, version, number, 10, 0));
      case "mysql":
        return new MySql(checked(product, version, number, 8, 0));
      case "mariadb":
        return new MySql(checked(product, version, number, 10, 6));
      case "h2":
        return new H2(checked(product, version, number, 2, 0), skipsLocked(number));
      default:
        throw unsupported(product, version);
    }
  }

  /** Connector/J 5 shifts times by the time zone of the JVM, whatever calendar it is given. */
  static void refuseOldDriver(String name, String version) {
    if (name.startsWith("MySQL Connector") && version.startsWith("mysql-connector-java-5.")) {
      throw new IllegalStateException(
          "The driver of offstage.store is "
              + version
              + ", which cannot read times; Offstage needs MySQL Connector/J 8+, or MariaDB"
              + " Connector/J");
    }
  }

  private static String checked(
      String product, String version, Matcher number, int leastMajor, int leastMinor) {
    int major = part(number, 1);
    if (major < leastMajor || (major == leastMajor && part(number, 2) < leastMinor)) {
      throw unsupported(product, version);
    }
    return product + " " + version;
  }

  private static int part(Matcher version, int group) {
    String part = version.groupCount() < group ? null : version.group(group);
    return part == null ? 0 : Integer.parseInt(part);
  }

  /** H2 has learnt it in 2.2.220. */
  private static boolean skipsLocked(Matcher version) {
    return part(version, 1) > 2 || part(version, 2) >= 2;
  }

  private static IllegalStateException unsupported(String product, String version) {
    return new IllegalStateException(
        "offstage.store is "
            + product
            + " "
            + version
            + "; Offstage keeps tasks in PostgreSQL 10+, MySQL 8+, MariaDB 10.6+ and H2 2+");
  }
}
