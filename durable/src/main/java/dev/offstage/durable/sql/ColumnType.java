package dev.offstage.durable.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a column, as far as it can be wrong or too small for what is stored there. */
final class ColumnType {
  private static final Pattern DEFINITION =
      Pattern.compile("(\\w+)(?:\\((\\d+)\\))?( with time zone)?.*");
  private static final int UNBOUNDED = Integer.MAX_VALUE;
  private static final int MICROSECONDS = 6;
  // What drivers call the precision of a time is the length of its text: 2026-03-29
  // 02:30:00.123456.
  private static final int LENGTH_OF_MICROSECONDS = 26;
  // MEDIUMBLOB, and MEDIUMTEXT, of which drivers count characters of four bytes.
  private static final int MEDIUM_BYTES = (1 << 24) - 1;
  private static final int MEDIUM_TEXT = MEDIUM_BYTES / 4;

  private enum Kind {
    TEXT,
    BYTES,
    TRUTH,
    NUMBER,
    /** With a time zone, or always in UTC. */
    INSTANT,
    OTHER
  }

  private final Kind kind;
  // Of a text in characters, of bytes and numbers in bytes, of a time in digits of a second.
  private final int size;
  private final String text;

  private ColumnType(Kind kind, int size, String text) {
    this.kind = kind;
    this.size = size;
    this.text = text;
  }

  /** Of a column's definition in our own statements. */
  static ColumnType wanted(String definition) {
    Matcher matcher = DEFINITION.matcher(definition);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(definition);
    }
    String name = matcher.group(1);
    String given = matcher.group(2);
    int size = given == null ? 0 : Integer.parseInt(given);
    String zone = matcher.group(3) == null ? "" : matcher.group(3);
    String text = name + (given == null ? "" : "(" + size + ")") + zone;
    switch (name) {
      case "varchar":
        return new ColumnType(Kind.TEXT, size, text);
      case "text":
      case "clob":
        return new ColumnType(Kind.TEXT, UNBOUNDED, text);
      case "mediumtext":
        return new ColumnType(Kind.TEXT, MEDIUM_TEXT, text);
      case "varbinary":
        return new ColumnType(Kind.BYTES, size, text);
      case "bytea":
      case "blob":
        return new ColumnType(Kind.BYTES, UNBOUNDED, text);
      case "longblob":
        return new ColumnType(Kind.BYTES, MEDIUM_BYTES, text);
      case "boolean":
        return new ColumnType(Kind.TRUTH, 1, text);
      case "smallint":
        return new ColumnType(Kind.NUMBER, Short.BYTES, text);
      case "int":
        return new ColumnType(Kind.NUMBER, Integer.BYTES, text);
      case "bigint":
        return new ColumnType(Kind.NUMBER, Long.BYTES, text);
      case "timestamp":
      case "datetime":
        return new ColumnType(Kind.INSTANT, MICROSECONDS, text);
      default:
        throw new IllegalArgumentException(definition);
    }
  }

  /** Of a column that is there. */
  static ColumnType actual(ResultSetMetaData metaData, int column) throws SQLException {
    String name = metaData.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    int precision = metaData.getPrecision(column);
    int size = precision <= 0 ? UNBOUNDED : precision;
    switch (metaData.getColumnType(column)) {
      case Types.VARCHAR:
      case Types.NVARCHAR:
      case Types.LONGVARCHAR:
      case Types.LONGNVARCHAR:
      case Types.CLOB:
      case Types.NCLOB:
        return sized(Kind.TEXT, size, name);
      case Types.BINARY:
      case Types.VARBINARY:
      case Types.LONGVARBINARY:
      case Types.BLOB:
        return sized(Kind.BYTES, size, name);
      case Types.BIT:
      case Types.BOOLEAN:
      case Types.TINYINT:
        return new ColumnType(Kind.TRUTH, 1, name);
      case Types.SMALLINT:
        return new ColumnType(Kind.NUMBER, Short.BYTES, name);
      case Types.INTEGER:
        return new ColumnType(Kind.NUMBER, Integer.BYTES, name);
      case Types.BIGINT:
        return new ColumnType(Kind.NUMBER, Long.BYTES, name);
      case Types.TIMESTAMP:
      case Types.TIMESTAMP_WITH_TIMEZONE:
        // MySQL's TIMESTAMP goes by the time zone of the session, and ends in 2038.
        boolean instant = name.endsWith("tz") || name.endsWith("zone") || name.equals("datetime");
        int digits = metaData.getScale(column);
        // MySQL's driver tells the digits by the length only.
        boolean exact =
            digits >= MICROSECONDS || (name.equals("datetime") && size >= LENGTH_OF_MICROSECONDS);
        if (!instant) {
          return new ColumnType(Kind.OTHER, digits, name);
        }
        return exact
            ? new ColumnType(Kind.INSTANT, MICROSECONDS, name)
            : new ColumnType(
                Kind.INSTANT, digits, name + " with " + digits + " digits of a second");
      default:
        return new ColumnType(Kind.OTHER, size, name);
    }
  }

  private static ColumnType sized(Kind kind, int size, String name) {
    return new ColumnType(kind, size, size == UNBOUNDED ? name : name + "(" + size + ")");
  }

  /** Whether it can have every value of the other one. */
  boolean holds(ColumnType other) {
    return kind == other.kind && size >= other.size;
  }

  @Override
  public String toString() {
    return text;
  }
}
