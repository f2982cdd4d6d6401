package dev.offstage.agent.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between a command and the agent. */
class WireTest {
  private static final String JAR = "/opt/offstage-agent.jar";

  private static String data(List<String> arguments) {
    return arguments.stream().map(it -> it.split(":", 5)[4]).collect(Collectors.joining());
  }

  @Test
  void should_read_what_was_written() {
    Message message =
        Message.of("attach")
            .add("rules", "a.B#c\n\ta.B#d returns=\"\\\\\"\r\n")
            .add("empty", "", null, "ü\u2028")
            .add("nothing");

    Message read = Wire.decode(data(Wire.arguments(message, "id", JAR)));

    assertThat(read.kind()).isEqualTo("attach");
    assertThat(read.first("rules")).isEqualTo("a.B#c\n\ta.B#d returns=\"\\\\\"\r\n");
    assertThat(read.all("empty").get(0)).containsExactly("", "", "ü\u2028");
    assertThat(read.all("nothing").get(0)).isEmpty();
    assertThat(read.first("nothing")).isNull();
    assertThat(read.first("other")).isNull();
  }

  @Test
  void should_keep_each_part_below_what_the_jvm_takes() {
    StringBuilder random = new StringBuilder();
    new Random(1).ints(10_000, ' ', '~').forEach(c -> random.append((char) c));
    Message message = Message.of("attach").add("rules", random.toString());

    List<String> arguments = Wire.arguments(message, "0123456789abcdef", JAR);

    assertThat(arguments)
        .hasSizeGreaterThan(5)
        .allMatch(it -> it.startsWith(Wire.PREFIX) && (JAR + "=" + it).length() < 1024);
    assertThat(Wire.decode(data(arguments)).first("rules")).isEqualTo(random.toString());
  }

  @Test
  void should_refuse_what_would_need_too_many_parts() {
    StringBuilder random = new StringBuilder();
    new Random(1).ints(100_000, ' ', '~').forEach(c -> random.append((char) c));
    Message message = Message.of("attach").add("rules", random.toString());

    assertThatThrownBy(() -> Wire.arguments(message, "id", JAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("characters when compressed; allowed: ")
        .hasMessageContaining("config=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "!!!!", "eJwrAAAAAQ"})
  void should_refuse_what_is_no_request(String data) {
    assertThatThrownBy(() -> Wire.decode(data)).isInstanceOf(IllegalArgumentException.class);
  }
}
