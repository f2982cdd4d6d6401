package dev.offstage.durable.json;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import com.grack.nanojson.JsonWriter;
import dev.offstage.internal.codec.NotStorableException;
import dev.offstage.internal.codec.Shape;
import dev.offstage.internal.codec.UndecodableException;
import dev.offstage.internal.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Trees of plain data as JSON in UTF-8: of null, Boolean, Integer, Long, finite Double, String,
 * List, and Map with texts for keys. What {@code write} accepts, {@code read} accepts as well, and
 * gives back an equal tree. Static and thread-safe.
 */
public final class Json {
  /** How long JSON may be. */
  public static final int MOST_BYTES = 16 << 20;

  /** How many lists and maps may be inside of each other: a value, and what surrounds it. */
  public static final int DEEPEST = Shape.DEEPEST + 8;

  /** How many values a tree may have, each list and map counted as one. */
  public static final int MOST_VALUES = 2 * Shape.MOST_VALUES;

  private Json() {}

  /**
   * The JSON of a tree.
   *
   * @throws NotStorableException if the tree is larger than the bounds above
   * @throws IllegalArgumentException if there is something else in it
   */
  public static byte[] write(@Nullable Object tree) {
    new TreeCheck().check(tree, 0);
    byte[] json = Utf8.encode(JsonWriter.string(tree));
    if (json.length > MOST_BYTES) {
      throw new NotStorableException(tooLong(json.length));
    }
    return json;
  }

  /**
   * The tree of JSON. Lists in it are ArrayLists, and maps LinkedHashMaps.
   *
   * @throws UndecodableException if it is not JSON in UTF-8, has a byte order mark, has anything
   *     after its value, an object with the same name twice or a number that is no long or finite
   *     double, or is larger than the bounds above
   */
  public static @Nullable Object read(byte[] json) {
    if (json.length > MOST_BYTES) {
      throw new UndecodableException(tooLong(json.length));
    }
    String text = Utf8.decode(json);
    Brackets.check(text);
    try {
      // In brackets, because the reader does not say what comes after a value; they are balanced.
      JsonReader reader = JsonReader.from("[" + text + "]");
      reader.array();
      if (!reader.next()) {
        throw new UndecodableException("the data is empty");
      }
      Object tree = new TreeReader(reader).value();
      if (reader.next()) {
        throw new UndecodableException("the data goes on after its end");
      }
      return tree;
    } catch (JsonParserException | IndexOutOfBoundsException e) {
      // The latter is what the reader says of some texts that end too early.
      throw new UndecodableException(
          "the data is not JSON: " + OneLine.shortened(String.valueOf(e.getMessage())), e);
    }
  }

  static String tooLong(long length) {
    return "the data has " + length + " bytes; allowed: " + MOST_BYTES;
  }
}
