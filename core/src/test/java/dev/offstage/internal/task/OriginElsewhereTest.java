package dev.offstage.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginElsewhereTest {
  @Test
  void a_task_that_another_process_has_handed_over_names_no_place_of_this_one() {
    Origin origin = Origin.elsewhere("Mails.send");

    assertThat(origin.name()).isEqualTo("Mails.send");
    assertThat(origin.place()).isEqualTo("(another process)");
    origin.failed();
    assertThat(Origin.elsewhere("Reports.render").place()).isEqualTo("(another process)");
  }
}
