package dev.offstage.agent.advise;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/**
 * Has the filter chains and the servlet class of a server tell a {@link RequestWatch} which request
 * comes in, until closed; then every class has its own code again. Where the server's classes do
 * not see the agent's, nothing is changed, and URLs are not known.
 */
final class WatchPoints {
  private final Instrumentation instrumentation;
  private final @Nullable ResettableClassFileTransformer transformer;

  private WatchPoints(
      Instrumentation instrumentation, @Nullable ResettableClassFileTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  static WatchPoints open(Instrumentation instrumentation) {
    try {
      Set<Class<?>> points = points(instrumentation);
      return new WatchPoints(
          instrumentation, points.isEmpty() ? null : install(instrumentation, points));
    } catch (RuntimeException | LinkageError e) {
      // There is advice without URLs, too.
      return new WatchPoints(instrumentation, null);
    }
  }

  private static ResettableClassFileTransformer install(
      Instrumentation instrumentation, Set<Class<?>> points) {
    return new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(RedefinitionStrategy.RETRANSFORMATION)
        .with(new RedefinitionStrategy.DiscoveryStrategy.Explicit(points))
        .ignore(none())
        .type((type, loader, module, redefined, domain) -> points.contains(redefined))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(
                            WatchAdvice.class,
                            ClassFileLocator.ForClassLoader.of(WatchAdvice.class.getClassLoader()))
                        .on(
                            named("doFilter")
                                .or(named("service"))
                                .and(takesArguments(2))
                                .and(not(isAbstract())))))
        .installOn(instrumentation);
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
    if (transformer != null) {
      transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
    }
  }
}
