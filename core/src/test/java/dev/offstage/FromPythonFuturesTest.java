package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The examples of docs/from-python.md for who comes from futures. */
class FromPythonFuturesTest extends PythonExamples {
  @Test
  void concurrent_futures_as_completed() throws Exception {
    // snippet: as-completed
    for (Task<String> each : Offstage.results(urls, address -> fetch(address))) {
      show(each.join());
    }
    // end

    assertThat(downloaded).hasSize(6);
  }

  @Test
  void concurrent_futures_executor() throws Exception {
    // snippet: executor
    ExecutorService executor = Offstage.pool().asExecutorService();
    Future<String> future = executor.submit(() -> fetch(url));
    String image = future.get(10, TimeUnit.SECONDS);
    executor.shutdown();
    // end

    assertThat(image).isEqualTo("image of a.png");
    assertThat(Offstage.call(() -> "open").join()).isEqualTo("open");
  }

  @Test
  void concurrent_futures_wait() throws Exception {
    // snippet: wait
    List<Task<String>> done = Offstage.map(urls, address -> fetch(address)).settled();
    // end

    assertThat(done).hasSize(3).allMatch(Task::isDone);
  }

  @Test
  void concurrent_futures_first_completed() throws Exception {
    // snippet: first-completed
    List<Task<String>> mirrors = Offstage.map(urls, address -> fetch(address)).tasks();
    String image = Task.any(mirrors).join();
    // end

    assertThat(image).startsWith("image of ");
  }

  @Test
  void concurrent_futures_first_exception() throws Exception {
    // snippet: fail-fast
    Batch<String> batch = Offstage.map(Arrays.asList("", "a.png"), address -> fetch(address));
    try {
      batch.failFast().join();
    } catch (BatchFailedException e) {
      warn(e.getCause());
    }
    // end

    assertThat(downloaded).contains("warned: no address");
  }

  @Test
  void threadpool_make_requests() throws Exception {
    // snippet: make-requests
    Pool pool = Pool.builder("crawl").size(10).queue(500).build();
    Batch<String> requests = pool.map(urls, address -> fetch(address));
    // as putRequest, for work that is no list
    Task<String> one = pool.call(() -> fetch(url));
    // pool.wait()
    List<String> images = requests.join();
    // end

    assertThat(images).hasSize(3);
    assertThat(one.join()).isEqualTo("image of a.png");
  }

  @Test
  void threadpool_exception_callback() throws Exception {
    // snippet: errors
    Batch<String> batch = Offstage.map(Arrays.asList("a.png", ""), address -> fetch(address));
    try {
      batch.join();
    } catch (BatchFailedException e) {
      batch.errors().forEach((index, error) -> warn(error));
    }
    // end

    assertThat(downloaded).containsExactlyInAnyOrder("a.png", "warned: no address");
  }
}
