package dev.offstage.agent.advise;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the filter chains and the servlet class of a server tell a {@link RequestWatch} which request
 * comes in, until closed; then every class has its own code again. Where the server's classes do
 * not see the agent's, nothing is changed, and URLs are not known.
 */
final class WatchPoints {
  private final Instrumentation instrumentation;
  private final Set<Class<?>> points;
  private final WatchTransformer transformer;

  private WatchPoints(Instrumentation instrumentation, Set<Class<?>> points) {
    this.instrumentation = instrumentation;
    this.points = points;
    this.transformer = new WatchTransformer(points);
  }

  static WatchPoints open(Instrumentation instrumentation) {
    WatchPoints opened = new WatchPoints(instrumentation, points(instrumentation));
    if (!opened.points.isEmpty()) {
      instrumentation.addTransformer(opened.transformer, true);
      opened.retransform();
    }
    return opened;
  }

  private void retransform() {
    for (Class<?> point : points) {
      try {
        instrumentation.retransformClasses(point);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        // It stays as it is: there is advice without URLs, too.
      }
    }
  }

  private static Set<Class<?>> points(Instrumentation instrumentation) {
    Set<Class<?>> points = new LinkedHashSet<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!type.isInterface()
          && isPoint(type)
          && instrumentation.isModifiableClass(type)
          && seesAgent(type.getClassLoader())) {
        points.add(type);
      }
    }
    return points;
  }

  private static boolean isPoint(Class<?> type) {
    if (type.getName().endsWith(".servlet.http.HttpServlet")) {
      return true;
    }
    try {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().matches("(javax|jakarta)\\.servlet\\.FilterChain")) {
          return true;
        }
      }
    } catch (LinkageError e) {
      // It cannot be a part of what serves requests.
    }
    return false;
  }

  private static boolean seesAgent(@Nullable ClassLoader loader) {
    try {
      return loader != null
          && Class.forName(RequestWatch.class.getName(), false, loader) == RequestWatch.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  void close() {
    if (!points.isEmpty()) {
      instrumentation.removeTransformer(transformer);
      retransform();
    }
  }
}
