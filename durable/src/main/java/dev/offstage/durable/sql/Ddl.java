package dev.offstage.durable.sql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements that make the tables, as a file beside this class has them. */
final class Ddl {
  private static final Pattern TABLE = Pattern.compile("create table if not exists (\\w+) \\(");
  private static final Pattern COLUMN =
      Pattern.compile("  (?!primary key |index |unique index )(\\w+) (.*?),?");
  // A statement of its own, or a line of that of the table.
  private static final Pattern INDEX =
      Pattern.compile("create (unique )?index if not exists (\\w+) on (\\w+) (\\(.*)");
  private static final Pattern INDEX_LINE =
      Pattern.compile("  (unique )?index (\\w+) (\\(.*?\\)),?");

  private final String text;

  private Ddl(String text) {
    this.text = text;
  }

  static Ddl of(Dialect dialect, Tables tables) {
    return new Ddl(read(dialect.ddl()).replace(Tables.DEFAULT_PREFIX, tables.prefix()));
  }

  /** For people: with the comments. */
  String text() {
    return text;
  }

  List<String> statements() {
    String bare =
        Arrays.stream(text.split("\n", -1))
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    return Arrays.stream(bare.split(";\n", -1))
        .map(String::trim)
        .filter(statement -> !statement.isEmpty())
        .collect(Collectors.toList());
  }

  List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (String statement : statements()) {
      String[] lines = statement.split("\n", -1);
      Matcher table = TABLE.matcher(lines[0]);
      if (table.matches()) {
        List<Column> columns = new ArrayList<>();
        for (String line : lines) {
          Matcher column = COLUMN.matcher(line);
          if (column.matches()) {
            columns.add(new Column(column.group(1), column.group(2)));
          }
        }
        tables.add(new Table(table.group(1), columns));
      }
    }
    return tables;
  }

  List<Index> indexes() {
    List<Index> indexes = new ArrayList<>();
    String name = "";
    for (String statement : statements()) {
      for (String line : statement.split("\n", -1)) {
        Matcher table = TABLE.matcher(line);
        Matcher index = INDEX.matcher(line);
        Matcher inTable = INDEX_LINE.matcher(line);
        if (table.matches()) {
          name = table.group(1);
        } else if (index.matches()) {
          indexes.add(new Index(index.group(3), index.group(2), index.group(1) != null, statement));
        } else if (inTable.matches()) {
          boolean unique = inTable.group(1) != null;
          String made =
              "create "
                  + (unique ? "unique " : "")
                  + "index "
                  + inTable.group(2)
                  + " on "
                  + name
                  + " "
                  + inTable.group(3);
          indexes.add(new Index(name, inTable.group(2), unique, made));
        }
      }
    }
    return indexes;
  }

  private static String read(String name) {
    try (InputStream in = Ddl.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in Offstage's jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table that must be there. */
  static final class Table {
    final String name;
    final List<Column> columns;

    Table(String name, List<Column> columns) {
      this.name = name;
      this.columns = columns;
    }
  }

  /** An index that must be there. */
  static final class Index {
    final String table;
    final String name;
    final String statement;
    private final boolean unique;

    /**
     * Makes one.
     *
     * @param statement makes it, once its table is there
     */
    Index(String table, String name, boolean unique, String statement) {
      this.table = table;
      this.name = name;
      this.unique = unique;
      this.statement = statement;
    }

    @Override
    public String toString() {
      return (unique ? "unique index " : "index ") + name;
    }
  }

  /** A column that must be there. */
  static final class Column {
    final String name;
    final String definition;

    /**
     * Makes one.
     *
     * @param definition the type and what follows
     */
    Column(String name, String definition) {
      this.name = name;
      this.definition = definition;
    }

    ColumnType type() {
      return ColumnType.wanted(definition);
    }

    @Override
    public String toString() {
      return name + " " + definition;
    }
  }
}
