package dev.offstage.durable.join;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.WebappClasses;
import java.io.File;
import java.net.MalformedURLException;
import java.util.stream.Stream;

/** The class loader of a webapp that has some version of Spring. */
final class SpringJdbcOf extends WebappClasses {
  SpringJdbcOf(String version) throws MalformedURLException {
    super(
        SpringJdbcOf.class,
        new File(Jdks.module(), "target/spring/" + version),
        name ->
            name.startsWith("org.springframework.")
                || name.startsWith("org.apache.commons.logging.")
                || name.startsWith(StubSpringJdbc.class.getName()));
  }

  /** The versions that can be loaded here: from 6 on they need Java 17. */
  static Stream<String> versions() {
    boolean hasModernJava = !System.getProperty("java.specification.version").matches("1\\.8|11");
    return Stream.of("3.2", "4.3", "5.3", "6.2", "7.0")
        .filter(version -> hasModernJava || version.compareTo("6") < 0);
  }

  SpringJdbc jdbc() throws ReflectiveOperationException {
    return (SpringJdbc)
        loadClass(StubSpringJdbc.class.getName()).getDeclaredConstructor().newInstance();
  }
}
