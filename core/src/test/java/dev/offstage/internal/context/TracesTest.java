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
