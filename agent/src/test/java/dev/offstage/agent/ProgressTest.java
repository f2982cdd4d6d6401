package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.exchange.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For a minute nobody knew whether attach was doing anything. */
class ProgressTest {
  private static final String PROPERTY = ProgressTest.class.getName();

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  private static String said() {
    String text = System.getProperty(PROPERTY);
    if (text == null) {
      return null;
    }
    Message message = Message.parse(text);
    assertThat(message.kind()).isEqualTo(Message.WORKING);
    return message.first("progress");
  }

  @Test
  void should_tell_the_command_how_far_it_is() {
    Progress progress = new Progress(PROPERTY, 0);

    progress.lookedAt(600, 9000, 15);
    progress.lookedAt(1200, 9000, 31);

    assertThat(said()).isEqualTo("has looked at 1200 of 9000 loaded classes, in 31 jars");
  }

  @Test
  void should_not_tell_more_often_than_somebody_can_read() {
    new Progress(PROPERTY, Long.MAX_VALUE).lookedAt(1, 2, 3);

    assertThat(said()).isNull();
  }

  @Test
  void should_say_nothing_where_nobody_waits() {
    Object before = System.getProperties().clone();

    new Progress(null, 0).lookedAt(1, 2, 3);

    assertThat(System.getProperties()).isEqualTo(before);
  }
}
