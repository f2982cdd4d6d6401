package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.Snippets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every Java example of docs/testing.md runs here, and the page shows no other. */
class TestingDocTest {
  private final List<String> stock = new ArrayList<>(Arrays.asList("book", "pen"));
  private final List<String> mails = new ArrayList<>();
  private final Shop shop = new Shop();

  // snippet: shop
  class Shop {
    Task<?> order(String article) {
      stock.remove(article);
      return Offstage.task(() -> mails.add("You ordered " + article)).name("mail").start();
    }
  }

  // end

  @Test
  void inline() {
    // snippet: inline
    try (TestMode tasks = TestMode.inline()) {
      shop.order("book");

      assertThat(mails).containsExactly("You ordered book");
    }
    // end
  }

  @Test
  void by_hand() {
    // snippet: manual
    try (TestMode tasks = TestMode.manual()) {
      shop.order("book");

      assertThat(stock).doesNotContain("book");
      assertThat(mails).isEmpty();
      assertThat(tasks.queued().get(0).name()).isEqualTo("mail");

      tasks.runNext(); // the oldest; runAll() runs all, and what they hand over
      assertThat(mails).containsExactly("You ordered book");
    }
    // end
  }

  @Test
  void a_full_pool() {
    // snippet: full
    try (TestMode tasks = TestMode.manual()) {
      for (int i = 0; i < Offstage.pool().queueCapacity(); i++) {
        shop.order("book " + i);
      }

      assertThatThrownBy(() -> shop.order("one more")).isInstanceOf(PoolFullException.class);
    }
    // end
  }

  @Test
  void a_failure() {
    // snippet: failure
    try (TestMode tasks = TestMode.inline()) {
      Task<Void> task = Offstage.run(() -> Integer.parseInt("x"));

      assertThat(task.error()).isInstanceOf(NumberFormatException.class);
    }
    // end
  }

  @Test
  void the_page_shows_these_examples_and_no_other() throws Exception {
    Snippets.assertSame("testing.md", TestingDocTest.class);
  }
}
