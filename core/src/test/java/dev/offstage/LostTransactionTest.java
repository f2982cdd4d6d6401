package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.spring.SpringTransactionsOf;
import dev.offstage.spring.Transacting;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that nobody ends, webapps that are gone, and webapps without what is looked for. */
class LostTransactionTest {
  private final TestMode tasks = TestMode.manual();

  @AfterEach
  void close() {
    tasks.close();
  }

  private static Task<Void> mail() {
    return Offstage.task(() -> {}).name("mail").afterCommit().start();
  }

  @Test
  void a_transaction_that_nobody_ends_keeps_a_place_for_a_day_at_most() throws Exception {
    try (SpringTransactionsOf webapp = SpringTransactionsOf.version("5.3")) {
      Transacting spring = webapp.transactions();
      AtomicReference<Task<Void>> mail = new AtomicReference<>();
      Thread lost =
          new Thread(
              () -> {
                spring.beginAndForget();
                mail.set(mail());
              });
      lost.setContextClassLoader(webapp);
      lost.start();
      lost.join();

      tasks.advance(Duration.ofHours(23));
      assertThat(Offstage.pool().queued()).isEqualTo(1);
      tasks.advance(Duration.ofHours(1));

      assertThat(Offstage.pool().queued()).isZero();
      assertThat(mail.get().cause()).isEqualTo("outcome unknown");
    }
  }

  @Test
  void each_of_several_webapps_has_its_own_transactions() throws Exception {
    try (SpringTransactionsOf one = SpringTransactionsOf.version("5.3");
        SpringTransactionsOf other = SpringTransactionsOf.version("4.3")) {
      one.inWebapp(
          () ->
              one.transactions()
                  .in(
                      "REQUIRED",
                      () -> {
                        other.inWebapp(LostTransactionTest::mail);
                        assertThat(tasks.queued()).hasSize(1);
                        mail();
                        assertThat(tasks.queued()).hasSize(1);
                      }));
    }
    assertThat(tasks.queued()).hasSize(2);
  }

  @Test
  void a_webapp_that_is_gone_is_not_kept() throws Exception {
    // What the JDK makes once, such as the thread that ends its logging, keeps who was there first.
    committed();
    WeakReference<ClassLoader> gone = committed();
    // Another webapp's, whose context is remembered from now on.
    mail();
    tasks.runAll();

    Soon.await()
        .until(
            () -> {
              System.gc();
              return gone.get() == null;
            });
  }

  private static WeakReference<ClassLoader> committed() throws Exception {
    try (SpringTransactionsOf webapp = SpringTransactionsOf.version("5.3")) {
      Transacting spring = webapp.transactions();
      webapp.inWebapp(() -> spring.in("REQUIRED", LostTransactionTest::mail));
      return new WeakReference<>(webapp);
    }
  }

  @Test
  void a_thread_that_has_no_context_class_loader_starts_at_once() throws Exception {
    Thread bare = new Thread(LostTransactionTest::mail);
    bare.setContextClassLoader(null);
    bare.start();
    bare.join();

    assertThat(tasks.queued()).hasSize(1);
  }

  @Test
  void a_thread_with_a_foreign_context_class_loader_is_one_of_the_application() throws Exception {
    try (SpringTransactionsOf webapp = SpringTransactionsOf.version("5.3")) {
      AtomicReference<Pool> pool = new AtomicReference<>();
      webapp.inWebapp(() -> pool.set(Pool.builder("mail").build()));

      webapp
          .transactions()
          .in(
              "REQUIRED",
              () -> {
                pool.get().task(() -> {}).afterCommit().start();
                assertThat(tasks.queued()).isEmpty();
              });

      assertThat(tasks.queued()).hasSize(1);
    }
  }
}
