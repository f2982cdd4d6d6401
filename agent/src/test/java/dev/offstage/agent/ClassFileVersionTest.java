package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Plain;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From Java 5, the first with annotations, to what this JVM reads. */
class ClassFileVersionTest {
  private static final int JAVA_5 = 49;

  static IntStream versions() {
    int newest = (int) Double.parseDouble(System.getProperty("java.class.version"));
    return IntStream.rangeClosed(JAVA_5, newest);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void should_redirect_void_and_future_methods_of_each_class_file_version(int major)
      throws Exception {
    ChildFirstLoader webapp = new ChildFirstLoader(major);
    Object plain = webapp.loadClass(Plain.class.getName()).getConstructor().newInstance();

    assertThat((String) ((Callable<?>) plain).call())
        .matches("offstage-main-default-\\d+ offstage-main-default-\\d+");
  }

  @Test
  void should_cover_class_files_without_invokedynamic() {
    assertThat(versions().boxed()).contains(49, 50, 51, 52);
  }
}
