package dev.offstage.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What header values say, as RFC 9110 and RFC 9111 have it. */
class HeadersTest {
  @Test
  void a_comma_in_quotes_is_no_end_of_an_element() {
    assertThat(HeaderElements.of("foo=\"a, \\\"b, c\" ,, bar", ','))
        .containsExactly("foo=\"a, \\\"b, c\"", "bar");
    assertThat(HeaderElements.of("open=\"a, b", ',')).containsExactly("open=\"a, b");
    assertThat(HeaderElements.of(" , ,", ',')).isEmpty();
    assertThat(HeaderElements.unquoted("\"a\\\"b\"")).isEqualTo("a\"b");
    assertThat(HeaderElements.unquoted("plain")).isEqualTo("plain");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=2-4, 2, 4",
    "bytes=2-, 2, 9",
    "bytes=-3, 7, 9",
    "bytes=-30, 0, 9",
    "bytes=5-500, 5, 9",
    "BYTES = 1-2, ,",
    "Bytes=1 - 2, 1, 2",
  })
  void a_range_is_of_what_is_there(String header, Long first, Long last) {
    ByteRange range = ByteRange.of(header, 10);
    assertThat(range == null ? null : range.first).isEqualTo(first);
    assertThat(range == null ? null : range.last).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=1-2,4-5",
        "bytes=4-2",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes",
        "bytes=",
        "bytes=99999999999999999999-"
      })
  void another_range_is_the_whole(String header) {
    assertThat(ByteRange.of(header, 10)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void a_range_past_the_end_has_nothing(String header) {
    assertThat(ByteRange.of(header, 10).isOutside()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public, max-age=60 | private, max-age=60",
        "max-age=60, s-maxage=10 | private, max-age=60",
        "private=\"x, y\", no-cache | private, no-cache",
        "no-store | private, no-store",
      })
  void a_shared_cache_never_has_what_is_for_one_client(String said, String expected) {
    assertThat(CacheControl.privately(Collections.singletonList(said))).isEqualTo(expected);
  }
}
