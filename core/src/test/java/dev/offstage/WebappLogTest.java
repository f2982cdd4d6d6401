package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines of a webapp go to the log of that webapp, with whatever library it writes that. */
class WebappLogTest {
  private static final ClassLoader JDK = ClassLoader.getSystemClassLoader().getParent();

  private final LogRecords server = new LogRecords();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void start() {
    file = folder.resolve("webapp.log");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Runs the webapp to its end. */
  private static void run(String setting, ClassLoader parent, List<URL> jars) throws Exception {
    List<URL> all = new ArrayList<>(LoggingLibrary.offstage());
    all.addAll(jars);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(all.toArray(new URL[0]), parent)) {
      thread.setContextClassLoader(loader);
      Class<?> webapp = loader.loadClass(LoggingWebapp.class.getName());
      assertThat(webapp.getClassLoader()).isSameAs(loader);
      ((Callable<?>) webapp.getConstructor(String.class).newInstance(setting)).call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private List<URL> with(LoggingLibrary library) throws Exception {
    List<URL> jars = new ArrayList<>(library.jars());
    jars.add(library.configure(folder, file));
    return jars;
  }

  private List<String> written() throws Exception {
    return Files.exists(file)
        ? Files.readAllLines(file, StandardCharsets.UTF_8)
        : Collections.emptyList();
  }

  private void assertThatAllIsInTheServersLog() throws Exception {
    assertThat(written()).noneMatch(line -> line.contains("dev.offstage"));
    assertThat(server.messages())
        .anyMatch(line -> line.startsWith(LoggingWebapp.WHILE))
        .noneMatch(line -> line.contains("its log goes on"));
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_is_there_with_its_place_and_the_mdc_of_its_submitter(LoggingLibrary library)
      throws Exception {
    run("auto", JDK, with(library));

    assertThat(written())
        .filteredOn(line -> line.contains(LoggingWebapp.WHILE))
        .singleElement()
        .asString()
        .startsWith("WARN dev.offstage.pool FailureLog.add [ann] Task 'for $");
    assertThat(written()).anyMatch(line -> line.contains("IllegalStateException: thrown by for"));
    assertThat(server.messages()).noneMatch(line -> line.startsWith(LoggingWebapp.WHILE));
  }

  @ParameterizedTest
  @EnumSource
  void before_the_filters_and_after_the_end_lines_are_in_the_servers_log(LoggingLibrary library)
      throws Exception {
    run("auto", JDK, with(library));

    assertThat(server.messages())
        .anyMatch(line -> line.startsWith(LoggingWebapp.BEFORE))
        .anyMatch(line -> line.contains("'shop' has started; its log goes on in its own "))
        .contains(LoggingWebapp.AFTER);
    assertThat(written())
        .anyMatch(line -> line.contains("Offstage logs here for 'shop'"))
        .noneMatch(line -> line.contains(LoggingWebapp.BEFORE))
        .noneMatch(line -> line.contains(LoggingWebapp.AFTER));
  }

  /** Log4j before 2.16 would run what a client has sent. */
  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J"})
  void nothing_in_a_line_is_a_lookup(LoggingLibrary library) throws Exception {
    run("auto", JDK, with(library));

    assertThat(written())
        .anyMatch(line -> line.contains("Task 'for $ {java:version}' failed"))
        .noneMatch(line -> line.contains("Task 'for ${"));
  }

  @ParameterizedTest
  @EnumSource
  void the_operator_can_keep_them_in_the_servers_log(LoggingLibrary library) throws Exception {
    run("jul", JDK, with(library));

    assertThatAllIsInTheServersLog();
  }

  /** It may log for other webapps, too. */
  @ParameterizedTest
  @EnumSource
  void a_library_of_the_server_takes_lines_only_if_it_is_named(LoggingLibrary library)
      throws Exception {
    URL[] jars = with(library).toArray(new URL[0]);
    try (URLClassLoader shared = new URLClassLoader(jars, JDK)) {
      run("auto", shared, Collections.emptyList());
      assertThatAllIsInTheServersLog();

      run(library.setting, shared, Collections.emptyList());
      assertThat(written()).anyMatch(line -> line.contains(LoggingWebapp.WHILE));
    }
  }

  @Test
  void a_library_with_nothing_behind_it_takes_no_lines() throws Exception {
    List<URL> jars = new ArrayList<>();
    jars.add(LoggingLibrary.LOGBACK.jars().get(0));
    jars.add(LoggingLibrary.LOG4J.jars().get(0));
    jars.addAll(LoggingLibrary.RELOAD4J.jars());

    run("auto", JDK, jars);

    assertThatAllIsInTheServersLog();
    assertThat(server.warnings()).noneMatch(line -> line.contains("the log of 'shop'"));
  }

  @ParameterizedTest
  @EnumSource
  void a_library_that_is_named_and_not_there_is_missed(LoggingLibrary library) throws Exception {
    run(library.setting, JDK, Collections.emptyList());

    assertThatAllIsInTheServersLog();
    assertThat(server.warnings())
        .anyMatch(
            line ->
                line.startsWith(
                    "offstage: the log of 'shop' stays here, although offstage.log="
                        + library.setting
                        + ": "));
  }

  @Test
  void several_libraries_get_each_line_once() throws Exception {
    List<URL> jars = new ArrayList<>(LoggingLibrary.LOG4J.jars());
    jars.addAll(with(LoggingLibrary.LOGBACK));

    run("auto", JDK, jars);

    assertThat(written()).filteredOn(line -> line.contains(LoggingWebapp.WHILE)).hasSize(1);
  }
}
