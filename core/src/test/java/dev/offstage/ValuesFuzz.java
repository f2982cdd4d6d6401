package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.PoolNames;
import dev.offstage.internal.text.Sizes;
import java.time.Duration;

/** Single values: each is read, and then written in a form that is read again, or refused. */
public final class ValuesFuzz {
  private ValuesFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Duration any = Duration.ofSeconds(data.consumeLong(), data.consumeInt(0, 999_999_999));
    assertThat(Durations.format(any)).isNotEmpty();
    assertThat(Long.signum(Durations.nanos(any)))
        .isEqualTo(any.isNegative() ? -1 : any.isZero() ? 0 : 1);
    String text = data.consumeRemainingAsString();
    if (PoolNames.isValid(text)) {
      assertThat(PoolNames.check(text)).matches("[a-z0-9-]{1,40}");
    }
    try {
      long size = Sizes.parse(text, 1L << 30);
      assertThat(size).isBetween(0L, 1L << 30);
    } catch (IllegalArgumentException e) {
      assertRefusal(e);
    }
    try {
      Duration read = Durations.parse(text);
      assertThat(read).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(Durations.parse(Durations.format(read))).isEqualTo(read);
    } catch (IllegalArgumentException e) {
      assertRefusal(e);
    }
    try {
      WhenFull read = WhenFull.parse(text);
      assertThat(WhenFull.parse(read.toString())).isEqualTo(read);
    } catch (IllegalArgumentException e) {
      assertRefusal(e);
    }
  }

  /** Not one of its subclasses, such as NumberFormatException: they say nothing to a user. */
  private static void assertRefusal(IllegalArgumentException e) {
    assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
    assertThat(e.getMessage()).isNotEmpty();
  }
}
