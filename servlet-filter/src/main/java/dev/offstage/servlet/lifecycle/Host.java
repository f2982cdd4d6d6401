package dev.offstage.servlet.lifecycle;

import dev.offstage.SettingsSource;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The framework that a webapp runs in, if that starts Offstage: it knows more settings than web.xml
 * has, and where the application's classes are. Immutable.
 */
public final class Host {
  private static final String ATTRIBUTE = "dev.offstage.host";
  private static final String PREFIX = "offstage.";
  private static final String BOOT =
      "org.springframework.boot.web.servlet.support.SpringBootServletInitializer";

  private final List<SettingsSource> sources;
  private final ClassLoader loader;
  private final Callable<? extends Collection<String>> classNames;

  private Host(
      List<SettingsSource> sources,
      ClassLoader loader,
      Callable<? extends Collection<String>> classNames) {
    this.sources = sources;
    this.loader = loader;
    this.classNames = classNames;
  }

  /**
   * Says so before the start.
   *
   * @param sources in order of precedence; those of the webapp come after them
   * @param loader the loader of the application's classes
   * @param classNames the names of them; asked only if needed
   */
  public static void introduce(
      ServletContext context,
      List<SettingsSource> sources,
      ClassLoader loader,
      Callable<? extends Collection<String>> classNames) {
    context.setAttribute(ATTRIBUTE, new Host(sources, loader, classNames));
  }

  private static @Nullable Host of(ServletContext context) {
    Object known = context.getAttribute(ATTRIBUTE);
    return known instanceof Host ? (Host) known : null;
  }

  /** Whether one starts this webapp, and has it have a runtime of its own. */
  static boolean isThere(ServletContext context) {
    return of(context) != null;
  }

  /**
   * Whether Spring Boot may be about to start this webapp, which the container's initializers must
   * leave to it then. If it does not, the filter does.
   */
  public static boolean isExpected(ServletContext context) {
    if (isThere(context)) {
      return false;
    }
    try {
      Class.forName(BOOT, false, context.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError | SecurityException e) {
      return false;
    }
  }

  /** The loader of the application's classes; that of an embedded server has none. */
  static ClassLoader loader(ServletContext context) {
    Host known = of(context);
    return known == null ? context.getClassLoader() : known.loader;
  }

  /** What gives the names of the application's classes. */
  static Callable<? extends Collection<String>> classNames(ServletContext context) {
    Host known = of(context);
    return known == null ? () -> WebappClasses.names(context) : known.classNames;
  }

  /** All settings of the webapp. */
  static List<SettingsSource> sources(
      ServletContext context, Map<String, String> filterParameters, String filter) {
    Host known = of(context);
    List<SettingsSource> sources = new ArrayList<>();
    if (known != null) {
      sources.addAll(known.sources);
    }
    Map<String, String> contextParameters = new LinkedHashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      contextParameters.put(name, context.getInitParameter(name));
    }
    Map<String, String> prefixed = new LinkedHashMap<>();
    filterParameters.forEach((name, value) -> prefixed.put(PREFIX + name, value));
    sources.add(new SettingsSource("context-param in web.xml", contextParameters));
    sources.add(new SettingsSource("init-param of the filter '" + filter + "'", prefixed));
    return sources;
  }
}
