package dev.offstage.servlet.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields in their order, several of one name among them. Not thread-safe while it grows. */
public final class Headers {
  private final List<Field> fields = new ArrayList<>();

  /** One of them. Immutable. */
  public static final class Field {
    private final String name;
    private final String value;

    Field(String name, String value) {
      this.name = name;
      this.value = value;
    }

    public String name() {
      return name;
    }

    public String value() {
      return value;
    }
  }

  /** Adds one; leaves out a value that would end the line, and begin a field of its own. */
  public void add(String name, String value) {
    if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf('\0') < 0) {
      fields.add(new Field(name, value));
    }
  }

  public void remove(String name) {
    fields.removeIf(field -> field.name.equalsIgnoreCase(name));
  }

  /** Puts another value in the place of one. */
  public void replace(String name, String value, String by) {
    fields.replaceAll(
        field ->
            field.name.equalsIgnoreCase(name) && field.value.equals(value)
                ? new Field(field.name, by)
                : field);
  }

  public void clear() {
    fields.clear();
  }

  /** The value of the first one of this name, in whatever case; null if there is none. */
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return field.value;
      }
    }
    return null;
  }

  /** The values of this name. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        values.add(field.value);
      }
    }
    return values;
  }

  /** All of them, not to be changed. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }
}
