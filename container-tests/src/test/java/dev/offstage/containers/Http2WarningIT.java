package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some Tomcats mix up requests of HTTP/2: the start warns where that is switched on. */
class Http2WarningIT {
  private static final String WARNING = " mixes up HTTP/2 requests";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_warning_is_for_servers_that_have_it_switched_on(boolean http2) throws Exception {
    Tomcat tomcat = (Tomcat) Container.TOMCAT_11.newServer();
    try (Server server = http2 ? tomcat : tomcat.withoutHttp2()) {
      server.start(List.of(War.named("shop")));
      Logs.awaitLine(server, " for 'shop': ");

      assertThat(server.log().stream().filter(line -> line.contains(WARNING)).count())
          .isEqualTo(http2 && server.log().stream().anyMatch(Http2WarningIT::isAffected) ? 1 : 0);
    }
  }

  /** So that the test outlives the version. */
  private static boolean isAffected(String line) {
    return line.matches(".*Server version name: +Apache Tomcat/11\\.0\\.2[2-6]");
  }
}
