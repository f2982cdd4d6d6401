package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both forms of an answer that comes first, over each version of HTTP. */
interface AnswerTimeTests extends Site {
  /**
   * While the work is held only an answer that does not wait for it can be complete, and only a
   * stream that has ended is a complete answer.
   */
  @ParameterizedTest
  @EnumSource
  default void the_whole_answer_is_there_while_the_work_is_held(Version version) throws Exception {
    for (String path : new String[] {"reply/first", "after/page"}) {
      Client shop = new Client(server(), "shop", version);
      String connection = shop.connection();
      String gate = path.replace('/', '-') + "-" + version;
      long start = System.nanoTime();
      HttpResponse<String> answer = shop.get(path + "?gate=" + gate);
      long answered = System.nanoTime();
      assertThat(shop.connection()).as("the next request has the same one").isEqualTo(connection);
      long free = System.nanoTime();
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.statusCode()).isBetween(200, 202);
      shop.awaitEvent("begun " + gate);
      assertThat(shop.events()).noneMatch(event -> event.startsWith("done " + gate));
      shop.open(gate);
      shop.awaitEvent("done " + gate);
      CompatibilityTable.answered(
          platform(),
          version,
          TimeUnit.NANOSECONDS.toMillis(answered - start),
          TimeUnit.NANOSECONDS.toMillis(free - answered));
    }
  }
}
