package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * Spring Security's accessor gives the context itself away: without a copy a login or logout on one
 * thread would be one on all threads that have it (spring-security #3378).
 */
class SecurityContextTest {
  private final App app = App.with("offstage.pool.size", "2");
  private final Gate gate = new Gate();

  @BeforeEach
  void startWithoutUser() {
    Carried.SPRING_SECURITY.clear();
  }

  @AfterEach
  void stop() {
    gate.open();
    Carried.SPRING_SECURITY.clear();
    app.close();
  }

  /** What much code does instead of making a new context. */
  private static void become(String user) {
    SecurityContextHolder.getContext()
        .setAuthentication(user == null ? null : new TestingAuthenticationToken(user, "password"));
  }

  @Test
  void a_login_of_the_submitter_is_none_of_the_task_that_waits() throws Exception {
    gate.occupy(Offstage.pool());
    Carried.SPRING_SECURITY.set("alice");
    Task<String> task = Offstage.call(Carried.SPRING_SECURITY::get);
    become("bob");
    gate.open();

    assertThat(task.join()).isEqualTo("alice");
  }

  @Test
  void a_logout_of_the_submitter_is_none_of_the_task_that_runs() throws Exception {
    Carried.SPRING_SECURITY.set("alice");
    CountDownLatch out = new CountDownLatch(1);
    Task<String> task =
        Offstage.call(
            () -> {
              out.await();
              return Carried.SPRING_SECURITY.get();
            });
    become(null);
    out.countDown();

    assertThat(task.join()).isEqualTo("alice");
  }

  @Test
  void a_login_of_the_task_is_none_of_its_submitter() throws Exception {
    Carried.SPRING_SECURITY.set("alice");
    Offstage.run(() -> become("system")).join();

    assertThat(Carried.SPRING_SECURITY.get()).isEqualTo("alice");
  }

  @Test
  void who_runs_a_task_as_its_caller_keeps_its_very_context() {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    gate.fill(pool);
    Carried.SPRING_SECURITY.set("alice");
    SecurityContext own = SecurityContextHolder.getContext();

    pool.run(() -> become("system"));

    assertThat(SecurityContextHolder.getContext()).isSameAs(own);
    assertThat(Carried.SPRING_SECURITY.get()).isEqualTo("alice");
  }

  @Test
  void the_items_of_a_batch_do_not_share_one() throws Exception {
    Carried.SPRING_SECURITY.set("alice");
    List<String> seen =
        Offstage.map(
                Arrays.asList(1, 2, 3, 4, 5),
                n -> {
                  String before = Carried.SPRING_SECURITY.get();
                  become("item " + n);
                  return before;
                })
            .join();

    assertThat(seen).hasSize(5).containsOnly("alice");
  }

  /** One of the application's own may hold more than can be copied. */
  @Test
  void a_context_of_another_kind_goes_along_as_it_is() throws Exception {
    SecurityContext own = new OwnContext();
    SecurityContextHolder.setContext(own);

    assertThat(Offstage.call(SecurityContextHolder::getContext).join()).isSameAs(own);
  }

  private static final class OwnContext extends SecurityContextImpl {
    private static final long serialVersionUID = 1L;

    OwnContext() {
      super(new TestingAuthenticationToken("alice", "password"));
    }
  }
}
