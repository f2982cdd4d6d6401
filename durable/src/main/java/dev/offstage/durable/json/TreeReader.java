package dev.offstage.durable.json;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import dev.offstage.internal.codec.UndecodableException;
import dev.offstage.internal.text.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of what a reader is at. */
final class TreeReader {
  /** Longer than any number that is written. */
  private static final int LONGEST_NUMBER = 30;

  private final JsonReader reader;
  private int values;

  TreeReader(JsonReader reader) {
    this.reader = reader;
  }

  @Nullable Object value() throws JsonParserException {
    if (++values > Json.MOST_VALUES) {
      throw new UndecodableException("the data has too many values; allowed: " + Json.MOST_VALUES);
    }
    switch (reader.current()) {
      case OBJECT:
        reader.object();
        return map();
      case ARRAY:
        reader.array();
        return list();
      case NUMBER:
        return number(reader.number().toString());
      default:
        return reader.value();
    }
  }

  private List<Object> list() throws JsonParserException {
    List<Object> list = new ArrayList<>();
    while (reader.next()) {
      list.add(value());
    }
    return list;
  }

  private Map<String, Object> map() throws JsonParserException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (reader.next()) {
      String name = reader.key();
      if (map.containsKey(name)) {
        throw new UndecodableException(
            "the data has an object with '" + OneLine.shortened(name) + "' twice");
      }
      map.put(name, value());
    }
    return map;
  }

  private static Number number(String text) {
    if (text.length() <= LONGEST_NUMBER) {
      try {
        double number = Double.parseDouble(text);
        if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
          if (!Double.isInfinite(number)) {
            return number;
          }
        } else {
          long whole = Long.parseLong(text);
          return whole == (int) whole ? (Number) (int) whole : (Number) whole;
        }
      } catch (NumberFormatException e) {
        // As one that is too large.
      }
    }
    throw new UndecodableException(
        "the data has the number " + OneLine.shortened(text) + ", which is too large or too long");
  }
}
