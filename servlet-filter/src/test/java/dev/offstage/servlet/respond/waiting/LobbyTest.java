package dev.offstage.servlet.respond.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.task.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many requests may wait in one webapp, on a server that does not bound its connections. */
class LobbyTest {
  private static HttpServletRequest from(String address) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            LobbyTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProtocol" -> "HTTP/1.1";
                  case "getRemoteAddr" -> address;
                  default -> null;
                });
  }

  private static Lobby lobby(int share) {
    return new Lobby(
        () -> {
          throw new AssertionError("no time is needed");
        },
        share,
        () -> false);
  }

  /** As many as there are for this client. */
  private static List<Place> all(Lobby lobby, String client) {
    List<Place> places = new ArrayList<>();
    for (Place next = lobby.enter(from(client)); next != null; next = lobby.enter(from(client))) {
      places.add(next);
    }
    return places;
  }

  @Test
  void a_client_has_a_quarter_of_two_thousand() {
    Lobby lobby = lobby(100);
    for (int i = 0; i < 4; i++) {
      assertThat(all(lobby, "client " + i)).hasSize(500);
    }
    assertThat(all(lobby, "client 4")).isEmpty();
  }

  @Test
  void a_smaller_share_of_the_queue_is_a_smaller_share_of_these() {
    assertThat(all(lobby(10), "client")).hasSize(200);
    assertThat(all(lobby(50), "client")).hasSize(500);
  }

  @Test
  void a_place_that_is_left_is_there_for_the_next_and_only_once() {
    Lobby lobby = lobby(100);
    List<Place> places = all(lobby, "client");

    places.get(0).leave();
    places.get(0).leave();

    assertThat(all(lobby, "client")).hasSize(1);
  }
}
