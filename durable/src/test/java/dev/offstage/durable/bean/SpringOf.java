package dev.offstage.durable.bean;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.WebappClasses;
import java.io.File;
import java.net.MalformedURLException;

/** The class loader of a webapp that has some version of Spring. */
final class SpringOf extends WebappClasses {
  SpringOf(String version) throws MalformedURLException {
    super(
        SpringOf.class,
        new File(Jdks.module(), "target/spring/" + version),
        name ->
            name.startsWith("org.springframework.")
                || name.startsWith("org.apache.commons.logging.")
                || name.startsWith(StubSpringMail.class.getName()));
  }

  SpringMail mail() throws ReflectiveOperationException {
    return (SpringMail)
        loadClass(StubSpringMail.class.getName()).getDeclaredConstructor().newInstance();
  }
}
