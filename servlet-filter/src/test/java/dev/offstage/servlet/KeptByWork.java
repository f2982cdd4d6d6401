package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A servlet whose work keeps what the container has lent it, and what becomes of that. */
abstract class KeptByWork {
  final Webapp app = Webapp.dropIn().param("offstage.pool.mail.size", "1");
  final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  void serve(Webapp.Service service) throws Exception {
    app.servlet("/it", service).start();
  }

  /** Assertions in the servlet have held if the page is there. */
  RawClient.Reply post(String body, String... headers) throws Exception {
    try (RawClient client = app.client()) {
      RawClient.Reply reply = client.post("/shop/it?user=anna", body.getBytes(UTF_8), headers);
      assertThat(reply.status()).as(reply.body()).isLessThan(400);
      return reply;
    }
  }

  String next() throws InterruptedException {
    return seen.poll(20, TimeUnit.SECONDS);
  }

  void assertRefused(ThrowingCallable handOver, String whatToDo) {
    assertThatIllegalArgumentException()
        .isThrownBy(handOver)
        .withMessageContaining("which the container gives to the next request")
        .withMessageContaining(whatToDo);
  }

  void assertRequestRefused(ThrowingCallable handOver) {
    assertRefused(handOver, "give the task dev.offstage.servlet.RequestSnapshot.of(request)");
  }

  static void use(Object anything) {
    assertThat(anything).isNotNull();
  }
}
