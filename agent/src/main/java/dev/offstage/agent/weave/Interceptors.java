package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes methods that something surrounds: a transaction, a cache, a retry. That is done by a
 * proxy, which sees the call return at once: what it surrounds is then an empty call, and the body
 * runs without it.
 */
final class Interceptors {
  /** What annotates the annotations that have interceptors. */
  private static final List<String> BINDINGS =
      Arrays.asList(
          "javax.interceptor.InterceptorBinding",
          "jakarta.interceptor.InterceptorBinding",
          "io.micronaut.aop.Around",
          "io.micronaut.aop.InterceptorBinding");

  private static final Map<String, String> KNOWN = new LinkedHashMap<String, String>();

  static {
    String transaction = "its transaction ends";
    KNOWN.put("org.springframework.transaction.annotation.Transactional", transaction);
    String spring = "org.springframework.";
    KNOWN.put(spring + "scheduling.annotation.Async", "its proxy is done");
    for (String cache : Arrays.asList("Cacheable", "CachePut", "CacheEvict", "Caching")) {
      KNOWN.put(spring + "cache.annotation." + cache, "its cache is written");
    }
    KNOWN.put(spring + "retry.annotation.Retryable", "its last attempt is over");
    KNOWN.put(spring + "security.access.prepost.PostAuthorize", "its result is authorized");
    for (String root : Arrays.asList("javax.", "jakarta.")) {
      KNOWN.put(root + "transaction.Transactional", transaction);
      for (String bean : Arrays.asList("Stateless", "Stateful", "Singleton", "MessageDriven")) {
        KNOWN.put(root + "ejb." + bean, "the EJB's transaction and lock end");
      }
      KNOWN.put(root + "ejb.TransactionAttribute", transaction);
      KNOWN.put(root + "interceptor.Interceptors", "its interceptors are done");
    }
  }

  private Interceptors() {}

  /** Whether an annotation is recognized by its name alone. */
  static boolean isKnown(String annotation) {
    return KNOWN.containsKey(annotation) || BINDINGS.contains(annotation);
  }

  /** One sentence for each annotation of the method, its class or a class above. */
  static List<String> around(TypeDescription type, MethodDescription method) {
    Map<String, String> found = new LinkedHashMap<String, String>();
    try {
      add(method.getDeclaredAnnotations(), "", found);
      for (TypeDefinition above = type; above != null; above = above.getSuperClass()) {
        TypeDescription each = above.asErasure();
        add(each.getDeclaredAnnotations(), " on " + each.getName(), found);
      }
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      // A superclass that is not there: what is known so far counts.
    }
    return found.isEmpty()
        ? Collections.<String>emptyList()
        : new ArrayList<String>(found.values());
  }

  private static void add(AnnotationList annotations, String where, Map<String, String> found) {
    for (AnnotationDescription annotation : annotations) {
      String name = annotation.getAnnotationType().getName();
      String early = early(annotation.getAnnotationType(), new HashSet<String>());
      if (early != null && !found.containsKey(name)) {
        found.put(
            name,
            "has @"
                + name
                + where
                + ": "
                + early
                + " before the body runs; redirect instead the method that calls it from outside");
      }
    }
  }

  /** What is over too early, or null; looks at the annotations of annotations, too. */
  private static @Nullable String early(TypeDescription annotation, Set<String> seen) {
    String known = KNOWN.get(annotation.getName());
    if (known != null) {
      return known;
    }
    if (annotation.getName().startsWith("java.lang.") || !seen.add(annotation.getName())) {
      return null;
    }
    AnnotationList above;
    try {
      above = annotation.getDeclaredAnnotations();
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      // The API is the server's, and not in an archive that is scanned.
      return null;
    }
    for (AnnotationDescription each : above) {
      if (BINDINGS.contains(each.getAnnotationType().getName())) {
        return "its interceptors are done";
      }
      String early = early(each.getAnnotationType(), seen);
      if (early != null) {
        return early;
      }
    }
    return null;
  }
}
