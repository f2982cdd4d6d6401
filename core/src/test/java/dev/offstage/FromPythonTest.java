package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.Snippets;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java example of docs/from-python.md runs here or for its futures in a class beside this,
 * and the page shows no other.
 */
class FromPythonTest extends PythonExamples {
  @Test
  void a_thread_subclass() throws Exception {
    // snippet: thread
    Task<Void> task = Offstage.run(() -> fetch(url));
    // and where you would have called thread.join():
    task.join();
    // end

    assertThat(downloaded).containsExactly(url);
  }

  // snippet: background
  @Background
  void download(String address) throws IOException {
    fetch(address);
  }

  // end

  @Test
  void a_background_decorator_without_the_agent_runs_as_written() throws Exception {
    download(url);

    assertThat(downloaded).containsExactly(url);
  }

  @Test
  void a_background_decorator_without_an_agent() {
    // snippet: background-by-hand
    Offstage.run(() -> download(url));
    // end

    await().until(() -> downloaded.equals(Arrays.asList(url)));
  }

  @Test
  void pool_apply_async_with_get() throws Exception {
    // snippet: apply-async
    Pool pool = Pool.builder("images").size(4).build();
    Task<String> result = pool.call(() -> fetch(url));
    pool.close();
    pool.join();
    String image = result.get();
    // end

    assertThat(image).isEqualTo("image of a.png");
    // snippet: get-timeout
    String inTime = result.join(Duration.ofSeconds(10));
    // end
    assertThat(inTime).isEqualTo(image);
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  void pool_apply_async_with_a_callback() {
    // snippet: callback
    Offstage.call(() -> fetch(url))
        .onSuccess(image -> show(image))
        .onFailure(
            error -> {
              warn(error);
              return null;
            });
    // end

    await().until(() -> downloaded.contains("shown: image of a.png"));
  }

  @Test
  void pool_map() throws Exception {
    // snippet: map
    List<String> images = Offstage.map(urls, address -> fetch(address)).join();
    // end

    assertThat(images).containsExactly("image of a.png", "image of b.png", "image of c.png");
  }

  @Test
  void pool_with_an_initializer() throws Exception {
    // snippet: initializer
    Pool pool = Pool.builder("images").size(4).threadStart(() -> connect()).build();
    // end

    pool.call(() -> fetch(url)).join();
    assertThat(downloaded).containsExactly("connected", "a.png");
  }

  @Test
  void pool_map_with_a_chunksize() throws Exception {
    // snippet: chunksize
    List<String> images = Offstage.pool().map(urls, address -> fetch(address), 100).join();
    // end

    assertThat(images).containsExactly("image of a.png", "image of b.png", "image of c.png");
  }

  @Test
  void pool_imap_unordered() throws Exception {
    // snippet: imap-unordered
    try (Results<String> images = Offstage.results(urls, address -> fetch(address))) {
      for (Task<String> each : images) {
        show(each.join());
      }
    }
    // end

    assertThat(downloaded)
        .contains("shown: image of a.png", "shown: image of b.png", "shown: image of c.png");
  }

  @Test
  void pool_imap() throws Exception {
    Iterator<String> addresses = Stream.iterate("a", each -> each + "a").limit(3).iterator();
    // snippet: imap
    try (Results<String> images = Offstage.pool().results(addresses, it -> fetch(it)).inOrder()) {
      for (Task<String> each : images) {
        show(each.join());
      }
    }
    // end

    assertThat(downloaded)
        .containsSubsequence("shown: image of a", "shown: image of aa", "shown: image of aaa");
  }

  @Test
  void pool_starmap() throws Exception {
    // snippet: starmap
    List<Integer> sums =
        Offstage.map(Arrays.asList(new int[] {1, 2}, new int[] {3, 4}), p -> add(p[0], p[1]))
            .join();
    // end

    assertThat(sums).containsExactly(3, 7);
  }

  @Test
  void pool_close_and_terminate() throws Exception {
    Gate gate = new Gate();
    Pool pool = Pool.builder("images").size(1).build();
    Task<?> running = pool.run(gate::pass);
    gate.awaitArrived(1);
    Task<?> queued = pool.call(() -> fetch(url));
    // snippet: close
    pool.close(); // takes nothing more, finishes what it has
    pool.close(true); // also cancels what is queued; running tasks finish
    pool.terminate(); // cancels everything and interrupts what runs
    // end
    pool.join();

    assertThat(running.isCancelled()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(downloaded).isEmpty();
  }

  @Test
  void a_first_celery_task() throws Exception {
    // snippet: celery
    Task<Integer> result = Offstage.call(() -> add(x, y));
    String id = result.id();
    boolean ready = result.isDone();
    int sum = result.join(Duration.ofSeconds(10));
    // end

    assertThat(sum).isEqualTo(9);
    assertThat(id).hasSize(22);
    await().until(result::isDone);
  }

  @Test
  void a_failed_result() throws Exception {
    // snippet: failed
    Task<String> result = Offstage.call(() -> fetch(""));
    try {
      result.join();
    } catch (TaskFailedException e) {
      warn(e.getCause());
    }
    // end

    assertThat(downloaded).containsExactly("warned: no address");
    assertThatThrownBy(result::get).hasRootCauseMessage("no address");
  }

  @Test
  void the_page_shows_these_examples_and_no_other() throws Exception {
    Snippets.assertSame(
        "from-python.md",
        FromPythonTest.class,
        FromPythonFuturesTest.class,
        FromPythonCeleryTest.class);
  }
}
