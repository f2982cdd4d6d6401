package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** What stands behind {@code -javaagent:...=}: it is read, or refused with what is allowed. */
public final class ArgumentsFuzz {
  private static final String[] PIECES = {
    "enabled=", "true", "config=", ",", " ", "/tmp/rules", "a=", "=", "\n", "\u0000"
  };

  private ArgumentsFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    StringBuilder text = new StringBuilder();
    for (int i = data.consumeInt(0, 200); i > 0; i--) {
      text.append(data.consumeInt(0, 5) == 0 ? data.consumeString(10) : data.pickValue(PIECES));
    }
    try {
      AgentArguments arguments = AgentArguments.parse(text.toString());
      assertThat(arguments.isEnabled()).isIn(true, false);
    } catch (IllegalArgumentException e) {
      assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(e.getMessage()).contains("allowed: ");
    }
  }
}
