package dev.offstage.durable.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Fuzzing;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What whoever may write to the table could leave there: no hang, no wrong exception, no class. */
class HostileDataIT {
  @Test
  @Timeout(value = 21, unit = TimeUnit.MINUTES)
  void nothing_outside_of_the_signature_is_made() throws Exception {
    int tries = Soak.count(20_000, 2_000_000);

    assertThat(Fuzzing.run(CallDataFuzz.class, tries)).isGreaterThanOrEqualTo(tries);
  }
}
