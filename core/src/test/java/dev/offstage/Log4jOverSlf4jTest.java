package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.offstage.testing.Jdks;
import dev.offstage.testing.LogRecords;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A stack trace at the start of each webapp that has replaced Log4j 1 with this bridge. */
class Log4jOverSlf4jTest {
  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void its_values_go_with_a_task_as_those_of_slf4j_and_nothing_is_logged() throws Exception {
    URL bridge = new File(Jdks.module(), "target/bridges/log4j-over-slf4j.jar").toURI().toURL();
    URL[] webapp = {
      place(Offstage.class),
      place(MDC.class),
      place(LoggerContext.class),
      place(Class.forName("ch.qos.logback.core.Context")),
      bridge,
    };
    try (LogRecords log = new LogRecords();
        URLClassLoader loader =
            new URLClassLoader(webapp, ClassLoader.getSystemClassLoader().getParent())) {
      Class<?> mdc = loader.loadClass("org.apache.log4j.MDC");
      assertThat(mdc.getProtectionDomain().getCodeSource().getLocation()).isEqualTo(bridge);
      mdc.getMethod("put", String.class, Object.class).invoke(null, "user", "ann");
      Callable<Object> seen = () -> mdc.getMethod("get", String.class).invoke(null, "user");

      Class<?> library = loader.loadClass(Offstage.class.getName());
      Object task = library.getMethod("call", Callable.class).invoke(null, seen);

      assertThat(task.getClass().getMethod("join").invoke(task)).isEqualTo("ann");
      assertThat(log.all()).allMatch(line -> line.getThrown() == null);
      assertThat(log.warnings()).noneMatch(line -> line.contains("log4j"));
      Object runtime =
          loader
              .loadClass("dev.offstage.internal.runtime.Runtimes")
              .getMethod("current")
              .invoke(null);
      runtime.getClass().getMethod("drain").invoke(runtime);
    }
  }
}
