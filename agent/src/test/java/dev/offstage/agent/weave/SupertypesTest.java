package dev.offstage.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Express;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;

/** A rule with a plus and a star had every class read all that is above it, again and again. */
class SupertypesTest {
  private final Supertypes supertypes = new Supertypes();
  private final List<String> read = new ArrayList<>();

  /** Notes what is read, and does not have some of it. */
  private ClassFileLocator files(String... missing) {
    ClassFileLocator all = ClassFileLocator.ForClassLoader.of(getClass().getClassLoader());
    return new ClassFileLocator() {
      @Override
      public Resolution locate(String name) throws IOException {
        read.add(name);
        for (String each : missing) {
          if (each.equals(name)) {
            return new Resolution.Illegal(name);
          }
        }
        return all.locate(name);
      }

      @Override
      public void close() {}
    };
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    return ClassFileLocator.ForClassLoader.read(type);
  }

  abstract static class Middle extends Express implements Callable<String> {}

  abstract static class Low extends Middle {}

  @Test
  void should_name_all_that_is_above_a_class() throws Exception {
    assertThat(supertypes.above(classFile(Low.class), files()))
        .containsExactlyInAnyOrder(
            Middle.class.getName(),
            Express.class.getName(),
            Post.class.getName(),
            Sender.class.getName(),
            "java.lang.Object",
            "java.util.concurrent.Callable");
  }

  @Test
  void should_read_each_class_file_once_and_none_of_the_jdk() throws Exception {
    for (int i = 0; i < 50; i++) {
      supertypes.above(classFile(Low.class), files());
      supertypes.above(classFile(Middle.class), files());
    }

    assertThat(read)
        .containsExactlyInAnyOrder(
            Middle.class.getName(),
            Express.class.getName(),
            Post.class.getName(),
            Sender.class.getName());
  }

  @Test
  void should_know_of_a_type_without_a_class_file_its_name() throws Exception {
    assertThat(supertypes.above(classFile(Low.class), files(Express.class.getName())))
        .contains(Express.class.getName())
        .doesNotContain(Post.class.getName());
  }

  @Test
  void should_try_again_what_could_not_be_read() throws Exception {
    ClassFileLocator broken =
        new ClassFileLocator() {
          @Override
          public Resolution locate(String name) throws IOException {
            throw new IOException("too many open files");
          }

          @Override
          public void close() {}
        };
    assertThat(supertypes.above(classFile(Low.class), broken))
        .containsExactly(Middle.class.getName());

    assertThat(supertypes.above(classFile(Low.class), files())).contains(Post.class.getName());
  }
}
