package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Vault;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and annotations that forbid an interrupt, as pools do. */
class UninterruptedRuleTest {
  @ParameterizedTest
  @CsvSource({
    "keep, '', interrupted",
    "keep, ' interrupt=no', left alone",
    "keep, ' start=now interrupt=no from=" + "dev.offstage..*', left alone",
    "guard, '', left alone"
  })
  void should_leave_the_body_alone_when_its_future_is_cancelled(
      String method, String key, String how) throws Exception {
    String type = Vault.class.getName();
    RuleWebapp webapp = new RuleWebapp(type + "#keep" + key);
    Object vault = webapp.make(type);

    Future<?> future = (Future<?>) webapp.call(vault, method);
    assertThat(webapp.calls(1).get(0)).matches("begun" + RuleWebapp.POOL);
    future.cancel(true);
    webapp.call(vault, "open");

    assertThat(webapp.calls(1).get(0)).matches(how + RuleWebapp.POOL);
  }
}
