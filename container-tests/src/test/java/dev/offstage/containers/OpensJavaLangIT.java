package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which servers, as they are distributed, let thread-locals be cleared on the newest JDKs. */
class OpensJavaLangIT {
  private static final String OPEN = "java.base/java.lang=ALL-UNNAMED";

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun()
        .filter(it -> !it.toString().matches("(Jetty|Undertow).*"));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void the_servers_own_start_opens_java_lang(Platform platform) throws Exception {
    Path home = platform.container().home();
    switch (platform.container()) {
      case WILDFLY_26, WILDFLY ->
          assertThat(home.resolve("bin/common.sh")).content().contains(OPEN);
      case LIBERTY_JAVAX, LIBERTY_JAKARTA ->
          assertThat(home.resolve("lib/platform/java/java9.options")).content().contains(OPEN);
      case PAYARA_MICRO -> {
        try (JarFile jar = new JarFile(home.toFile())) {
          assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
              .contains("java.base/java.lang ");
        }
      }
      default -> assertThat(home.resolve("bin/catalina.sh")).content().contains(OPEN);
    }
  }
}
