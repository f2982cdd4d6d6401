package dev.offstage.servlet.snapshot;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a request that are the application's own. */
final class AppAttributes {
  /** Attributes of containers, and our own: they hold the request itself. */
  private static final List<String> NOT_OF_THE_APP =
      Collections.unmodifiableList(
          Arrays.asList(
              "javax.",
              "jakarta.",
              "org.apache.catalina.",
              "org.apache.coyote.",
              "org.apache.tomcat.",
              "org.eclipse.jetty.",
              "io.undertow.",
              "com.ibm.",
              "dev.offstage."));

  private AppAttributes() {}

  static Map<String, Object> of(HttpServletRequest request) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (String name : Collections.list(request.getAttributeNames())) {
      Object value = request.getAttribute(name);
      if (value != null && isOfTheApp(name) && !RequestObjects.isOne(value)) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private static boolean isOfTheApp(String attribute) {
    return NOT_OF_THE_APP.stream().noneMatch(attribute::startsWith);
  }
}
