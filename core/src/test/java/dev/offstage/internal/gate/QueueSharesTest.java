package dev.offstage.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueueSharesTest {
  private final QueueShares shares = new QueueShares(3);

  @Test
  void counts_up_to_the_share_and_says_how_many_are_in_the_way() {
    assertThat(shares.add("alice")).isZero();
    assertThat(shares.add("alice")).isZero();
    assertThat(shares.add("alice")).isZero();
    assertThat(shares.add("alice")).isEqualTo(3);
    assertThat(shares.add("bob")).isZero();
  }

  @Test
  void a_place_says_beforehand_whether_the_share_is_used_up() {
    QueuePlace place = new QueuePlace(shares, "alice");
    shares.add("alice");
    shares.add("alice");
    assertThat(place.isShareUsedUp()).isFalse();
    shares.add("alice");
    assertThat(place.isShareUsedUp()).isTrue();
    assertThat(new QueuePlace(shares, "bob").isShareUsedUp()).isFalse();
    assertThat(shares.clients()).isEqualTo(1);
  }

  @Test
  void forgets_a_client_without_waiting_tasks() {
    for (int i = 0; i < 1_000; i++) {
      shares.add("client " + i);
      shares.addPastShare("client " + i);
    }
    assertThat(shares.clients()).isEqualTo(1_000);

    for (int i = 0; i < 1_000; i++) {
      shares.remove("client " + i);
      shares.remove("client " + i);
    }
    assertThat(shares.clients()).isZero();
  }

  @Test
  void a_place_is_left_once_by_whoever_is_first() {
    QueuePlace place = new QueuePlace(shares, "alice");
    shares.add("alice");
    assertThat(place.take()).isTrue();
    assertThat(place.take()).isTrue();

    place.leave();
    place.leave();

    assertThat(shares.clients()).isEqualTo(1);
    shares.remove("alice");
    assertThat(shares.clients()).isZero();
  }

  @Test
  void never_more_than_the_share_under_races_and_nothing_is_left_over() throws Exception {
    int threads = 8;
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(
          executor.submit(
              () -> {
                for (int round = 0; round < 20_000; round++) {
                  QueuePlace place = new QueuePlace(shares, "alice");
                  if (place.take()) {
                    most.accumulateAndGet(held.incrementAndGet(), Math::max);
                    held.decrementAndGet();
                    place.leave();
                  }
                }
              }));
    }
    for (Future<?> one : all) {
      one.get(20, TimeUnit.SECONDS);
    }
    executor.shutdown();

    assertThat(most.get()).isBetween(1, 3);
    assertThat(shares.clients()).isZero();
  }
}
