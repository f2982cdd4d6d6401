package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Ancient;
import dev.offstage.agent.app.Plain;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From Java 1.1 to what this JVM reads. */
class ClassFileVersionTest {
  private static final String ANCIENT = Ancient.class.getName();
  private static final int JAVA_1_1 = 45;

  /** The first with annotations. */
  private static final int JAVA_5 = 49;

  static IntStream versions() {
    int newest = (int) Double.parseDouble(System.getProperty("java.class.version"));
    return IntStream.rangeClosed(JAVA_5, newest);
  }

  static IntStream allVersions() {
    return IntStream.concat(IntStream.range(JAVA_1_1, JAVA_5), versions());
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

  @ParameterizedTest
  @MethodSource("allVersions")
  void should_redirect_by_rules_in_each_class_file_version(int major) throws Exception {
    ChildFirstLoader webapp = new ChildFirstLoader(major);
    String rules = ANCIENT + "#work\n" + ANCIENT + "#tell returns=true";
    LibraryLinkV1.register(
        Collections.singleton(webapp), "shop", rules, "web.xml", Collections.singleton("default"));
    Object ancient = webapp.loadClass(ANCIENT).getConstructor().newInstance();

    assertThat((String) ((Callable<?>) ancient).call())
        .matches("offstage-main-default-\\d+ offstage-main-default-\\d+ true");
  }

  /** On JDK 25 up to 69; the last one is read off what the JVM says of itself. */
  @Test
  void should_cover_what_the_newest_compiler_writes() {
    String java = System.getProperty("java.specification.version").replace("1.", "");
    assertThat(versions().max()).hasValue(Integer.parseInt(java) + 44);
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 48, 49})
  void should_redirect_a_method_with_a_subroutine(int major) throws Exception {
    String type = "dev.offstage.agent.app.OldFinally";
    ChildFirstLoader webapp =
        new ChildFirstLoader(major).with(type, ClassFiles.withSubroutine(type, major));
    LibraryLinkV1.register(
        Collections.singleton(webapp),
        "shop",
        type + "#work",
        "web.xml",
        Collections.singleton("default"));
    CompletableFuture<String> ranOn = new CompletableFuture<>();

    webapp
        .loadClass(type)
        .getMethod("work", Runnable.class)
        .invoke(null, (Runnable) () -> ranOn.complete(Thread.currentThread().getName()));

    assertThat(ranOn.get(10, TimeUnit.SECONDS)).matches("offstage-main-default-\\d+");
  }
}
