package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.agent.exchange.Message;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceReportTest {
  @Test
  void should_read_what_was_written() throws IOException {
    Advice possible =
        new Advice(
            "a.B#c()", 300, 0.75, "a.B#c() returns=\"x\"", null, Arrays.asList("one\ttwo", "ü"));
    Advice impossible =
        new Advice("a.B#d(int)", 100, 0.25, null, "it is native", Collections.emptyList());
    UrlAdvice url =
        new UrlAdvice(
            "GET /b", 4, 100, 1, Collections.singletonMap("a.B#c()", 75L), "GET /b always page");

    AdviceReport read =
        read(
            new AdviceReport(
                    40,
                    null,
                    Collections.singletonList("A note."),
                    Collections.singletonList(url),
                    Arrays.asList(possible, impossible))
                .toMessage()
                .toText());

    assertThat(read.looks()).isEqualTo(40);
    assertThat(read.failure()).isNull();
    assertThat(read.notes()).containsExactly("A note.");
    assertThat(read.advices()).hasSize(2);
    assertThat(read.advices().get(0).rule()).isEqualTo("a.B#c() returns=\"x\"");
    assertThat(read.advices().get(0).refusal()).isNull();
    assertThat(read.advices().get(0).millis()).isEqualTo(300);
    assertThat(read.advices().get(0).share()).isEqualTo(0.75);
    assertThat(read.advices().get(0).caveats()).containsExactly("one\ttwo", "ü");
    assertThat(read.advices().get(1).rule()).isNull();
    assertThat(read.advices().get(1).refusal()).isEqualTo("it is native");
    assertThat(read.urls()).hasSize(1);
    assertThat(read.urls().get(0)).usingRecursiveComparison().isEqualTo(url);
  }

  private static AdviceReport read(String text) throws IOException {
    return AdviceReport.of(Message.parse(text));
  }

  @Test
  void should_read_why_there_is_none() throws IOException {
    String text = AdviceReport.ofFailure("x").toMessage().toText();

    assertThat(read(text).failure()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "done\n",
        "done\nformat\t3\n",
        "done\nformat\t2\nlooks\tmany\n",
        "done\nformat\t2\nlooks\t1\nadvice\ta.B#c()\n"
      })
  void should_say_that_an_answer_is_no_report(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("its answer is (of another release|broken).*");
  }
}
