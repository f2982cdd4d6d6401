package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Express;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.Supertypes;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule with a plus and a star had every class read all that is above it, again and again. */
class SupertypesTest {
  private final Supertypes supertypes = new Supertypes();
  private final Map<String, Integer> read = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> broken = new HashSet<>();

  private final ClassLoader webapp =
      new ClassLoader(getClass().getClassLoader()) {
        @Override
        public URL getResource(String path) {
          read.merge(path, 1, Integer::sum);
          String type = path.replace('/', '.').replace(".class", "");
          try {
            return missing.contains(type)
                ? null
                : broken.contains(type) ? new URL("file:/gone/" + path) : super.getResource(path);
          } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
          }
        }
      };

  abstract static class Middle extends Express {}

  abstract static class Low extends Middle {
    void work() {}
  }

  private boolean isMeant(Class<?> named) {
    return !Redirector.redirect(
            webapp,
            null,
            Low.class.getName(),
            ClassFiles.of(Low.class),
            Rules.parse(named.getName() + "+#work", "here").list(),
            supertypes)
        .verdicts
        .isEmpty();
  }

  private int readings(Class<?> type) {
    return read.getOrDefault(type.getName().replace('.', '/') + ".class", 0);
  }

  @ParameterizedTest
  @ValueSource(classes = {Low.class, Middle.class, Express.class, Post.class, Sender.class})
  void should_know_all_that_is_above_a_class(Class<?> named) {
    assertThat(isMeant(named)).isTrue();
  }

  @Test
  void should_read_each_class_file_once_and_none_of_the_jdk() {
    for (int i = 0; i < 50; i++) {
      assertThat(isMeant(SupertypesTest.class)).isFalse();
    }

    assertThat(readings(Middle.class)).isEqualTo(1);
    assertThat(readings(Express.class)).isEqualTo(1);
    assertThat(readings(Post.class)).isEqualTo(1);
    assertThat(readings(Sender.class)).isEqualTo(1);
    assertThat(readings(Object.class)).isZero();
  }

  @Test
  void should_know_of_a_type_without_a_class_file_its_name() {
    missing.add(Express.class.getName());

    assertThat(isMeant(Express.class)).isTrue();
    assertThat(isMeant(Post.class)).isFalse();
  }

  /** Such as where too many files are open. */
  @Test
  void should_try_again_what_could_not_be_read() {
    broken.add(Express.class.getName());
    assertThat(isMeant(Post.class)).isFalse();

    broken.clear();

    assertThat(isMeant(Post.class)).isTrue();
  }
}
