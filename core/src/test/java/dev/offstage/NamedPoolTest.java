package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedPoolTest {
  private final App app =
      App.with("offstage.pool.size", "2", "offstage.pool.mail.size", "1", "offstage.drain", "5s");

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void a_setting_makes_a_pool() throws Exception {
    Pool mail = Offstage.pool("mail");

    assertThat(mail.name()).isEqualTo("mail");
    assertThat(mail.size()).isEqualTo(1);
    assertThat(Offstage.pool().size()).isEqualTo(2);
    assertThat(Offstage.pool("default")).isSameAs(Offstage.pool());
    assertThat(mail.call(() -> Thread.currentThread().getName()).join()).contains("-mail-");
  }

  @Test
  void a_task_goes_to_the_pool_that_it_names() throws Exception {
    Task<String> byName =
        Offstage.task(() -> Thread.currentThread().getName()).pool("mail").start();
    Task<String> byPool =
        Offstage.task(() -> Thread.currentThread().getName()).pool(Offstage.pool("mail")).start();

    assertThat(byName.pool()).isEqualTo("mail");
    assertThat(byName.join()).contains("-mail-");
    assertThat(byPool.join()).contains("-mail-");
  }

  @Test
  void an_unknown_pool_names_those_that_exist_and_the_nearest() {
    assertThatThrownBy(() -> Offstage.pool("mial"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no pool 'mial'; there are [default, mail] (did you mean 'mail'?). A setting"
                + " such as offstage.pool.mial.size creates it.");
    assertThatThrownBy(() -> Offstage.task(() -> {}).pool("reports"))
        .hasMessageContaining("There is no pool 'reports'; there are [default, mail]. A setting");
  }

  @Test
  void pools_of_the_webapp_cannot_be_ended_by_hand() throws Exception {
    assertThatThrownBy(() -> Offstage.pool().close())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Pool 'default' belongs to the application");
    assertThatThrownBy(() -> Offstage.pool("mail").terminate())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("drained when the application stops");

    assertThat(Offstage.call(() -> "still open").join()).isEqualTo("still open");
  }
}
