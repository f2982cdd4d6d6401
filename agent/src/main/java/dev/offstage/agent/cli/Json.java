package dev.offstage.agent.cli;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers and booleans as JSON (RFC 8259). */
final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String of(@Nullable Object value) {
    Json json = new Json();
    json.add(value);
    return json.text.toString();
  }

  private void add(@Nullable Object value) {
    if (value instanceof Map) {
      text.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        text.append(separator);
        addText(String.valueOf(entry.getKey()));
        text.append(':');
        add(entry.getValue());
        separator = ",";
      }
      text.append('}');
    } else if (value instanceof Collection) {
      text.append('[');
      String separator = "";
      for (Object element : (Collection<?>) value) {
        text.append(separator);
        add(element);
        separator = ",";
      }
      text.append(']');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      addText(value.toString());
    }
  }

  private void addText(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
