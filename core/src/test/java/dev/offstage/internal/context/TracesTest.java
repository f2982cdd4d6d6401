package dev.offstage.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that other agents follow; that they do is what {@code TraceIT} shows, with real ones. */
class TracesTest {
  private String trace = "none";

  @Test
  void returns_what_it_returns() throws Exception {
    assertThat(Traces.marked(() -> "done").call()).isEqualTo("done");
    assertThat(Traces.marked(() -> null).call()).isNull();
  }

  @Test
  void throws_what_it_throws() {
    IOException checked = new IOException("not today");
    Error error = new AssertionError("never");

    assertThatThrownBy(
            () ->
                Traces.marked(
                        () -> {
                          throw checked;
                        })
                    .call())
        .isSameAs(checked);
    assertThatThrownBy(
            () ->
                Traces.marked(
                        () -> {
                          throw error;
                        })
                    .call())
        .isSameAs(error);
  }

  @Test
  void runs_in_what_an_agent_has_put_around_it() throws Exception {
    Traces.Marked<String> marked = Traces.marked(() -> "in " + trace);
    Runnable own = marked.made;
    marked.made =
        () -> {
          trace = "the trace";
          own.run();
          trace = "none";
        };

    assertThat(marked.call()).isEqualTo("in the trace");
    assertThat(trace).isEqualTo("none");
  }

  @Test
  void runs_also_if_what_is_around_it_does_not_run_it() throws Exception {
    Traces.Marked<String> marked = Traces.marked(() -> "ran");
    marked.made = () -> {};

    assertThat(marked.call()).isEqualTo("ran");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-javaagent:/opt/opentelemetry-javaagent.jar",
        "-javaagent:elastic-apm-agent.jar=x=/offstage",
        "-agentpath:/opt/dynatrace/liboneagent.so"
      })
  void is_followed_by_any_other_agent(String argument) {
    assertThat(Traces.isFollowed(Arrays.asList("-Xmx1g", argument))).isTrue();
  }

  @Test
  void is_not_followed_by_our_own_agent_or_by_none() {
    assertThat(Traces.isFollowed(Collections.singletonList("-javaagent:/a/offstage-agent.jar=x")))
        .isFalse();
    assertThat(Traces.isFollowed(Arrays.asList("-Xmx1g", "-agentlib:jdwp=x"))).isFalse();
  }
}
