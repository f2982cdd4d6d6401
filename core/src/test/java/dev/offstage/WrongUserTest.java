package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The wrong user's identity in a pool: spring-security #6856, grails-spring-security #587. */
class WrongUserTest {
  private final App app = App.with("offstage.pool.size", "2");

  @AfterEach
  void stop() {
    MDC.clear();
    Carried.ACCESSOR.clear();
    app.close();
  }

  @Test
  void what_the_first_submitter_could_be_inherited_from_is_never_seen() throws Exception {
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("alice");
    try {
      assertThat(Offstage.call(user::get).join()).isNull();
      assertThat(Offstage.map(Arrays.asList(1, 2, 3), n -> user.get()).join()).containsOnlyNulls();
    } finally {
      user.remove();
    }
  }

  @Test
  void of_a_hundred_thousand_tasks_none_sees_another_user() throws Exception {
    Pool pool =
        Pool.builder("users")
            .size(3)
            .queue(100)
            .whenFull(WhenFull.block(Duration.ofSeconds(20)))
            .build();
    AtomicInteger right = new AtomicInteger();
    for (int i = 0; i < 100_000; i++) {
      String user = i % 7 == 0 ? null : "user-" + i % 7;
      if (user == null) {
        MDC.clear();
        Carried.ACCESSOR.clear();
      } else {
        MDC.put("user", user);
        Carried.ACCESSOR.set(user);
      }
      pool.run(
          () -> {
            if (String.valueOf(user).equals(String.valueOf(MDC.get("user")))
                && String.valueOf(user).equals(String.valueOf(Carried.ACCESSOR.get()))) {
              right.incrementAndGet();
            }
            MDC.put("user", "left behind");
            Carried.ACCESSOR.set("left behind");
          });
    }
    pool.close();
    pool.join();

    assertThat(right).hasValue(100_000);
  }
}
