package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.lifecycle.SpringContexts;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Before Servlet 4.0 no interface had default methods: on Jetty 9.4 and Tomcat 8.5 a class that
 * relies on one throws AbstractMethodError.
 */
class OldApiTest {
  @Test
  void no_class_relies_on_a_default_method_of_the_servlet_api() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Class<?> type : ourClasses()) {
      for (Method method : type.getMethods()) {
        if (method.isDefault()
            && method.getDeclaringClass().getName().startsWith("jakarta.servlet.")) {
          missing.add(type.getName() + "#" + method.getName());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Class<?>> ourClasses() throws IOException, ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    Path classes = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.').replace(".class", "");
        Class<?> type = Class.forName(name, false, OldApiTest.class.getClassLoader());
        if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    assertThat(types).contains(OffstageFilter.class, SpringContexts.class);
    return types;
  }
}
