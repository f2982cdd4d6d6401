package dev.offstage.durable.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.codec.NotStorableException;
import dev.offstage.internal.codec.UndecodableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  static Stream<Object> trees() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("", Collections.emptyList());
    map.put("a\"b", Collections.emptyMap());
    map.put("c", null);
    char[] all = new char[1 << 16];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) i;
    }
    return Stream.of(
        true,
        "",
        5,
        -1,
        1.5,
        -1e300,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        "\u00e4 \ud83d\ude00 \ud800 \udc00",
        "\ud800\ud83d\ude00\ud800",
        "</script>\u2028",
        new String(all),
        Collections.emptyList(),
        Arrays.asList(null, "x", Arrays.asList(1, 2)),
        map,
        Arrays.asList(map, map));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void a_tree_comes_back(Object tree) {
    assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
  }

  @Test
  void null_comes_back() {
    assertThat(Json.read(Json.write(null))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "` [ 1 , 2 ] `            | [1, 2]",
        "{\"a\" : {\"b\":[]}}     | {a={b=[]}}",
        "\"\\u00e4\\/\\n\"        | `\u00e4/\n`",
        "-0                       | 0",
        "1e2                      | 100.0",
        "2147483648               | 2147483648",
      })
  void json_that_others_wrote_is_read(String json, String tree) {
    assertThat(Json.read(json.getBytes(UTF_8))).hasToString(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                  | the data is empty",
        "` `                 | the data is empty",
        "{                   | the data is not JSON: it ends too early",
        "[\"a                | the data is not JSON: it ends too early",
        "[\"\\               | the data is not JSON: it ends too early",
        "[1}                 | the data is not JSON: ",
        "]                   | the data is not JSON: it closes more than it has opened",
        "1],[2               | the data is not JSON: it closes more than it has opened",
        "{}{}                | the data is not JSON: ",
        "{},{}               | the data goes on after its end",
        "1 2                 | the data is not JSON: ",
        "{} x                | the data is not JSON: ",
        "[1,]                | the data is not JSON: ",
        "[,1]                | the data is not JSON: ",
        "{\"a\":1,}          | the data is not JSON: ",
        "{a:1}               | the data is not JSON: ",
        "{\"a\" 1}           | the data is not JSON: ",
        "{1:2}               | the data is not JSON: ",
        "'a'                 | the data is not JSON: ",
        "nul                 | the data is not JSON: ",
        "NaN                 | the data is not JSON: ",
        "Infinity            | the data is not JSON: ",
        "01                  | the data is not JSON: ",
        "+1                  | the data is not JSON: ",
        ".5                  | the data is not JSON: ",
        "0x10                | the data is not JSON: ",
        "\"\\x\"             | the data is not JSON: ",
        "\"\\u12\"           | the data is not JSON: ",
        "// a                | the data is not JSON: ",
        "[1] // a            | the data is not JSON: ",
        "9223372036854775808 | the data has the number 9223372036854775808, which is too large",
        "1e999               | the data has the number 1e999, which is too large or too long",
        "{\"a\":1,\"a\":2}   | the data has an object with 'a' twice",
        "{\"a\":1,\"\\u0061\":2} | the data has an object with 'a' twice",
      })
  void what_is_not_json_is_refused(String json, String reason) {
    assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\n\"", "\"\0\"", "[1\0]", "\u00a01", "[1]\0"})
  void control_characters_and_other_spaces_are_refused(String json) {
    assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageNotContainingAny("\n", "\0");
  }

  @Test
  void other_encodings_are_refused() {
    assertUndecodable("\"\u00e4\"".getBytes(ISO_8859_1), "the data is not UTF-8");
    assertUndecodable("[1]".getBytes(UTF_16), "the data is not UTF-8");
    assertUndecodable("\ufeff[1]".getBytes(UTF_8), "the data begins with a byte order mark");
    // A slash in two bytes, and half of a pair of surrogates in three.
    assertUndecodable(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}, "the data is not UTF-8");
    assertUndecodable(
        new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, "the data is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void json_that_is_nested_too_deep_is_refused_before_the_stack_ends(String opening) {
    StringBuilder json = new StringBuilder();
    while (json.length() < 10_000_000) {
      json.append(opening);
    }

    assertUndecodable(
        json.toString().getBytes(UTF_8), "the data is more than 40 levels deep; allowed: 40");
  }

  @Test
  void what_is_nested_as_deep_as_allowed_is_written_and_read() {
    List<Object> deepest = nested(Json.DEEPEST);

    assertThat(Json.read(Json.write(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.write(nested(Json.DEEPEST + 1)))
        .isInstanceOf(NotStorableException.class)
        .hasMessage("the data is more than 40 levels deep; allowed: 40");
  }

  private static List<Object> nested(int levels) {
    List<Object> tree = new ArrayList<>();
    for (int i = 1; i < levels; i++) {
      tree = new ArrayList<>(Collections.singletonList(tree));
    }
    return tree;
  }

  @Test
  void too_many_bytes_are_refused_both_ways() {
    char[] text = new char[Json.MOST_BYTES - 1];
    Arrays.fill(text, 'a');
    String longest = new String(text);

    assertThatThrownBy(() -> Json.write(longest))
        .isInstanceOf(NotStorableException.class)
        .hasMessage("the data has 16777217 bytes; allowed: 16777216");
    assertUndecodable(
        ("\"" + longest + "\"").getBytes(UTF_8), "the data has 16777217 bytes; allowed: 16777216");
  }

  @Test
  void too_many_values_are_refused_both_ways() {
    List<Integer> values = Collections.nCopies(Json.MOST_VALUES, 1);

    assertThatThrownBy(() -> Json.write(values))
        .isInstanceOf(NotStorableException.class)
        .hasMessage("the data has too many values; allowed: 2000000");
    assertUndecodable(
        values.toString().replace(" ", "").getBytes(UTF_8),
        "the data has too many values; allowed: 2000000");
  }

  /** Each is small in memory, because it is the same text again and again. */
  @Test
  void a_text_that_is_shared_is_counted_each_time() {
    List<String> texts = Collections.nCopies(100_000, new String(new char[1_000_000]));

    assertThatThrownBy(() -> Json.write(texts))
        .isInstanceOf(NotStorableException.class)
        .hasMessageContaining("bytes; allowed: 16777216");
  }

  static Stream<Object> notPlain() {
    return Stream.of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        1f,
        'a',
        new StringBuilder(),
        Collections.singletonMap(1, 2),
        Collections.singletonMap(null, 2),
        Collections.singletonList(new StringBuilder()));
  }

  @ParameterizedTest
  @MethodSource("notPlain")
  void what_is_not_plain_data_is_a_mistake_of_the_caller(Object tree) {
    assertThatThrownBy(() -> Json.write(tree)).isExactlyInstanceOf(IllegalArgumentException.class);
  }

  private static void assertUndecodable(byte[] json, String message) {
    assertThatThrownBy(() -> Json.read(json))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(message);
  }
}
