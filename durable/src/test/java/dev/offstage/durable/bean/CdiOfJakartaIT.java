package dev.offstage.durable.bean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.WebappClasses;
import java.io.File;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Beans of a Weld for Jakarta EE, which does not run on Java 8; by names, since those of Java EE
 * are on the class path.
 */
final class CdiOfJakartaIT {
  @Test
  void beans_of_jakarta_ee_are_found_as_well() throws Exception {
    try (WebappClasses webapp =
        new WebappClasses(
            CdiOfJakartaIT.class,
            new File(Jdks.module(), "target/cdi/jakarta"),
            name -> name.matches("(org\\.jboss\\.(weld|logging)|jakarta)\\..*"))) {
      webapp.inWebapp(() -> assertFound(webapp));
    }
  }

  private static void assertFound(ClassLoader webapp) throws Exception {
    Class<?> weld = webapp.loadClass("org.jboss.weld.environment.se.Weld");
    Object builder = weld.getDeclaredConstructor().newInstance();
    weld.getMethod("disableDiscovery").invoke(builder);
    weld.getMethod("addBeanClass", Class.class).invoke(builder, CdiMailers.Host.class);
    Object container = weld.getMethod("initialize").invoke(builder);
    try {
      Beans beans = new Beans(webapp, Collections::emptyList);
      Bean found = beans.find(CdiMailers.Host.class);
      Callable<Object> name = () -> found.with(bean -> ((CdiMailers.Host) bean).name());
      assertThat(name.call()).isEqualTo("smtp");
      assertThat(found.is(new CdiMailers.Host())).isTrue();
      assertThat(beans.find(CdiMailers.Own.class)).isNull();
    } finally {
      container.getClass().getMethod("close").invoke(container);
    }
  }
}
