package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Place;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose code a class is, by where it lies. */
class OriginsTest {
  private static final String CLASSES = "WEB-INF/classes";

  /** Knows places only. */
  private static final class Places implements ClassSource {
    final Map<String, Place> places = new HashMap<>();

    Places with(String type, String path) {
      Place.Kind kind = path.equals(CLASSES) ? Place.Kind.CLASSES : Place.Kind.JAR;
      places.put(type, new Place(kind, path));
      return this;
    }

    @Override
    public Place place(String type) {
      return places.getOrDefault(type, Place.OUTSIDE);
    }

    @Override
    public byte[] read(String type) {
      return null;
    }

    @Override
    public Collection<String> names(Set<Place> of) {
      return places.keySet();
    }

    @Override
    public Map<String, String> texts() {
      return Collections.emptyMap();
    }

    @Override
    public int copies(String type) {
      return 1;
    }

    @Override
    public boolean isSameInAll(String type) {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "org.springframework.samples.Clinic, WEB-INF/classes, APPLICATION",
    "org.h2.Own, WEB-INF/classes, APPLICATION",
    "com.acme.Shop, acme.jar, APPLICATION",
    "org.springframework.web.servlet.DispatcherServlet, spring-webmvc.jar, RUNTIME",
    "org.apache.commons.mail.Email, commons-email.jar, LIBRARY",
    "javax.mail.Transport, mail.jar, LIBRARY",
    "javax.servlet.http.HttpServlet, servlet-api.jar, RUNTIME",
    "com.acme.Shop$$EnhancerBySpringCGLIB$$1, WEB-INF/classes, RUNTIME",
  })
  void should_ask_the_place_before_the_name(String type, String path, Origin origin) {
    Places places = new Places().with(type, path);

    assertThat(new Origins(places, Collections.emptyList()).of(type)).isEqualTo(origin);
  }

  @Test
  void should_take_pages_for_the_applications_wherever_they_lie() {
    assertThat(new Origins(new Places(), Collections.emptyList()).of("org.apache.jsp.a_jsp"))
        .isEqualTo(Origin.APPLICATION);
  }

  @Test
  void should_pass_over_what_lies_outside() {
    assertThat(new Origins(new Places(), Collections.emptyList()).of("com.acme.Valve"))
        .isEqualTo(Origin.RUNTIME);
  }

  @Test
  void should_believe_who_says_what_the_application_is() {
    assertThat(new Origins(new Places(), Arrays.asList("com.acme.")).of("com.acme.Valve"))
        .isEqualTo(Origin.APPLICATION);
  }

  @Test
  void should_find_an_application_that_is_all_in_the_jar_of_a_driver() {
    Places places =
        new Places()
            .with("org.h2.server.web.WebServlet", "h2.jar")
            .with("org.h2.command.Command", "h2.jar")
            .with("org.slf4j.Logger", "slf4j.jar");
    Origins origins = new Origins(places, Collections.emptyList());

    origins.settle(
        Arrays.asList(
            Arrays.asList(
                "org.apache.catalina.core.ApplicationFilterChain",
                "org.h2.server.web.WebServlet",
                "org.h2.command.Command",
                "org.slf4j.Logger")));

    assertThat(origins.of("org.h2.command.Command")).isEqualTo(Origin.APPLICATION);
    assertThat(origins.of("org.slf4j.Logger")).isEqualTo(Origin.RUNTIME);
  }

  @Test
  void should_leave_a_driver_alone_where_there_is_an_application() {
    Places places =
        new Places().with("com.acme.Shop", CLASSES).with("org.h2.command.Command", "h2.jar");
    Origins origins = new Origins(places, Collections.emptyList());

    origins.settle(Arrays.asList(Arrays.asList("com.acme.Shop", "org.h2.command.Command")));

    assertThat(origins.of("org.h2.command.Command")).isEqualTo(Origin.RUNTIME);
  }
}
