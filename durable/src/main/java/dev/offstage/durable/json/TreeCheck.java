package dev.offstage.durable.json;

import dev.offstage.internal.codec.NotStorableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tree must be before it is written: what is shared in it would be written each time. */
final class TreeCheck {
  private int values;
  private long characters;

  void check(@Nullable Object tree, int depth) {
    if (++values > Json.MOST_VALUES) {
      throw new NotStorableException("the data has too many values; allowed: " + Json.MOST_VALUES);
    }
    if (tree instanceof List) {
      checkDepth(depth);
      for (Object each : (List<?>) tree) {
        check(each, depth + 1);
      }
    } else if (tree instanceof Map) {
      checkDepth(depth);
      for (Map.Entry<?, ?> each : ((Map<?, ?>) tree).entrySet()) {
        if (!(each.getKey() instanceof String)) {
          throw new IllegalArgumentException("not a text: the key " + each.getKey());
        }
        count((String) each.getKey());
        check(each.getValue(), depth + 1);
      }
    } else if (tree instanceof String) {
      count((String) tree);
    } else if (!isPlain(tree)) {
      throw new IllegalArgumentException("not plain data: " + tree);
    }
  }

  private static void checkDepth(int depth) {
    if (depth == Json.DEEPEST) {
      throw new NotStorableException(
          "the data is more than " + Json.DEEPEST + " levels deep; allowed: " + Json.DEEPEST);
    }
  }

  private void count(String text) {
    characters += text.length();
    if (characters > Json.MOST_BYTES) {
      throw new NotStorableException(Json.tooLong(characters));
    }
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || (value instanceof Double && !((Double) value).isNaN() && !((Double) value).isInfinite());
  }
}
