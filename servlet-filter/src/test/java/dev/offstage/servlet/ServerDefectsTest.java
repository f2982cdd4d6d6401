package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.server.ServerDefects;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcats by their versions alone: whether HTTP/2 is on in these cannot be found out. */
class ServerDefectsTest {
  private static String defectOf(String serverInfo) {
    return ServerDefects.of(
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> serverInfo));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Apache Tomcat/9.0.118",
        "Apache Tomcat/9.0.122",
        "Apache Tomcat/10.1.55",
        "Apache Tomcat (TomEE)/10.1.60 (10.2.0)",
        "Apache Tomcat/11.0.22",
        "Apache Tomcat/11.0.26"
      })
  void a_tomcat_that_mixes_up_http_2_requests_is_named(String serverInfo) {
    assertThat(defectOf(serverInfo)).contains(serverInfo, "CVE-2026-101356");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "Apache Tomcat/9.0.117",
        "Apache Tomcat/9.0.123",
        "Apache Tomcat/10.1.54",
        "Apache Tomcat/10.1.61",
        "Apache Tomcat/11.0.21",
        "Apache Tomcat/11.0.27",
        "Apache Tomcat/8.5.100",
        "Apache Tomcat/11.0.x",
        "Apache Tomcat/11.0.240000000000",
        "jetty/11.0.24",
        ""
      })
  void others_are_not(String serverInfo) {
    assertThat(defectOf(serverInfo)).isNull();
  }
}
