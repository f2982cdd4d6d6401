package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.weave.ClassFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which of the loaded classes are the application's. */
class AdviceLoadersTest {
  private static final String SERVLET = "javax.servlet.http.HttpServlet";
  private static final String HTTP = "com.acme.shop.Http";
  private static final String MAILER = "com.acme.shop.Mailer";

  /** Has copies of fixtures as its own. */
  private static final class Copies extends ClassLoader {
    Copies(ClassLoader parent) {
      super(parent);
    }

    Class<?> of(String name) throws IOException {
      try (ClassFiles files = new ClassFiles()) {
        byte[] classFile = files.read(AdviceLoadersTest.class.getClassLoader(), name);
        return defineClass(name, classFile, 0, classFile.length);
      }
    }
  }

  private static List<ClassLoader> loaders(String name, Class<?>... loaded) {
    return new LoadedTypes(loaded)
        .of(name).stream().map(Class::getClassLoader).collect(Collectors.toList());
  }

  @Test
  void should_pass_over_the_libraries_of_a_server() throws IOException {
    Copies server = new Copies(null);
    Copies webapp = new Copies(server);
    Class<?>[] loaded = {server.of(SERVLET), server.of(HTTP), webapp.of(MAILER)};

    assertThat(loaders(HTTP, loaded)).isEmpty();
    assertThat(loaders(MAILER, loaded)).containsExactly(webapp);
  }

  @Test
  void should_take_an_application_that_has_the_server_in_it() throws IOException {
    Copies all = new Copies(null);

    assertThat(loaders(MAILER, all.of(SERVLET), all.of(MAILER))).containsExactly(all);
  }

  @Test
  void should_know_that_several_webapps_have_the_class() throws IOException {
    Copies one = new Copies(null);
    Copies other = new Copies(null);

    assertThat(loaders(MAILER, one.of(MAILER), other.of(MAILER)))
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void should_not_know_what_is_not_loaded_any_more() {
    assertThat(loaders(MAILER)).isEmpty();
  }
}
