package dev.offstage;

import static dev.offstage.Lent.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offstage.Lent.Request;
import dev.offstage.Lent.Session;
import dev.offstage.internal.request.RequestGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that does not have the request itself, but something that leads to it. */
class ReachedRequestTest {
  private final Request request = new Lent.Jettys();
  private App app;

  @BeforeEach
  void start() {
    app = App.with();
    RequestGuard.use(new Lent.Guard());
  }

  @AfterEach
  void stop() {
    RequestGuard.use(null);
    app.close();
  }

  /** As an action of Struts: the lambda has captured this. */
  private static final class Action {
    private final Request request;

    Action(Request request) {
      this.request = request;
    }

    Task<Void> execute() {
      return Offstage.run(() -> request.header());
    }
  }

  @Test
  void what_is_held_deeper_is_found() {
    Request[] array = {request};
    Supplier<String> wrapped = request::header;
    List<Object> list = new ArrayList<>(Arrays.asList("a", request));
    Map<String, Object> context = Collections.singletonMap("request", list);
    AtomicReference<Object> reference = new AtomicReference<>(context);

    assertRefused(() -> new Action(request).execute());
    assertRefused(() -> Offstage.run(() -> array[0].header()));
    assertRefused(() -> Offstage.run(() -> wrapped.get()));
    assertRefused(() -> Offstage.run(() -> list.size()));
    assertRefused(() -> Offstage.run(() -> context.size()));
    assertRefused(() -> Offstage.run(() -> reference.get()));
    assertRefused(() -> Offstage.map(Arrays.asList(new Action(request)), Action::execute));
  }

  @Test
  void the_message_has_the_way_to_it() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Action(request).execute())
        .withMessageMatching(
            ".* in its field arg\\$1 \\(\\S+\\$Action\\), field request \\(\\S+\\$Request\\), which.*");
  }

  /** Each holds the next one, and itself. */
  private static final class Link {
    final Object self = this;
    final Object next;

    Link(Object next) {
      this.next = next;
    }
  }

  private static Link chain(Object end, int length) {
    Link chain = new Link(end);
    for (int i = 1; i < length; i++) {
      chain = new Link(chain);
    }
    return chain;
  }

  @Test
  void circles_and_large_objects_are_looked_at_as_far_as_six_steps() {
    Link near = chain(request, 5);
    Link far = chain(request, 50);
    Object[] many = new Object[100_000];
    Arrays.fill(many, far);

    assertRefused(() -> Offstage.run(() -> near.hashCode()));
    assertThat(Offstage.run(() -> far.hashCode())).isNotNull();
    assertThat(Offstage.run(() -> many.hashCode())).isNotNull();
  }

  @Test
  void what_is_in_a_session_is_nobodys_business() throws Exception {
    Session session = new Session(request);

    assertThat(Offstage.call(() -> session.current.header()).join()).isEqualTo("anna");
  }
}
