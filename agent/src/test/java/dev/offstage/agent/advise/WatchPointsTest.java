package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread serves which URL, while somebody watches. */
class WatchPointsTest {
  private final RequestWatch watch = new RequestWatch();
  private final Instrumentation instrumentation = ByteBuddyAgent.install();

  /** Notes what is known of its own request. */
  private final class Curious extends HttpServlet {
    String url = "";

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      RequestWatch.Current current = watch.of(Thread.currentThread());
      url = current == null ? "unknown" : current.url;
    }
  }

  private static HttpServletRequest request(String method, String uri) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            WatchPointsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, asked, arguments) ->
                asked.getName().equals("getMethod")
                    ? method
                    : asked.getName().equals("getContextPath") ? "/shop" : uri);
  }

  @AfterEach
  void forget() {
    RequestWatch.use(null);
  }

  @Test
  void should_know_the_url_of_a_thread_as_long_as_it_serves_it() {
    Curious servlet = new Curious();
    RequestWatch.use(watch);
    WatchPoints points = WatchPoints.open(instrumentation);
    try {
      servlet.service(request("POST", "/shop/orders/17;jsessionid=1/lines"), null);
    } finally {
      points.close();
    }

    assertThat(servlet.url).isEqualTo("POST /shop /orders/*/lines");
    assertThat(watch.of(Thread.currentThread())).isNull();
    assertThat(watch.urls()).containsOnlyKeys("POST /shop /orders/*/lines");
    assertThat(watch.urls().get(servlet.url).requests()).isEqualTo(1);
  }

  @Test
  void should_leave_every_class_as_it_was() {
    Curious servlet = new Curious();
    RequestWatch.use(watch);
    WatchPoints.open(instrumentation).close();

    servlet.service(request("POST", "/shop/orders"), null);

    assertThat(servlet.url).isEqualTo("unknown");
    assertThat(watch.urls()).isEmpty();
  }
}
