package consumer;

import dev.offstage.Background;
import dev.offstage.Offstage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Uses what was released: the API, and a marked method, which only the agent redirects. */
public final class Consumer {
  private Consumer() {}

  @Background
  static CompletableFuture<String> render() {
    return CompletableFuture.completedFuture(Thread.currentThread().getName());
  }

  public static void main(String[] args) throws Exception {
    List<Integer> squares = Offstage.map(Arrays.asList(1, 2, 3), n -> n * n).join();
    if (!squares.equals(Arrays.asList(1, 4, 9))) {
      throw new AssertionError(squares);
    }
    String thread = render().get(10, TimeUnit.SECONDS);
    if (!thread.startsWith("offstage-")) {
      throw new AssertionError("the agent has redirected nothing: " + thread);
    }
    System.out.println(
        "The consumer works on Java " + System.getProperty("java.version") + ", on " + thread);
  }
}
