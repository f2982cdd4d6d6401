package dev.offstage.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
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
 * proxy, which sees the call return at once, unless the agent has changed it as well: what it
 * surrounds is then an empty call, and the body runs without it.
 */
final class Interceptors {
  private static final String INTERCEPTORS = "its interceptors are done";

  /** What annotates the annotations that have interceptors. */
  private static final List<String> BINDINGS =
      Arrays.asList(
          "javax.interceptor.InterceptorBinding",
          "jakarta.interceptor.InterceptorBinding",
          "io.micronaut.aop.Around",
          "io.micronaut.aop.InterceptorBinding");

  private static final Map<String, String> KNOWN = new LinkedHashMap<String, String>();

  /**
   * Where the agent hands the call over before the interceptor begins; see {@link Surroundings}.
   */
  private static final Set<String> INSIDE = new HashSet<String>();

  static {
    String transaction = "its transaction ends";
    String spring = "org.springframework.";
    inside(spring + "transaction.annotation.Transactional", transaction);
    KNOWN.put(spring + "scheduling.annotation.Async", "its proxy is done");
    for (String cache : Arrays.asList("Cacheable", "CachePut", "CacheEvict", "Caching")) {
      inside(spring + "cache.annotation." + cache, "its cache is written");
    }
    inside(spring + "retry.annotation.Retryable", "its last attempt is over");
    KNOWN.put(spring + "security.access.prepost.PostAuthorize", "its result is authorized");
    for (String root : Arrays.asList("javax.", "jakarta.")) {
      inside(root + "transaction.Transactional", transaction);
      for (String bean : Arrays.asList("Stateless", "Stateful", "Singleton", "MessageDriven")) {
        KNOWN.put(root + "ejb." + bean, "the EJB's transaction and lock end");
      }
      KNOWN.put(root + "ejb.TransactionAttribute", transaction);
      inside(root + "interceptor.Interceptors", INTERCEPTORS);
      INSIDE.add(root + "interceptor.InterceptorBinding");
    }
  }

  private static void inside(String annotation, String early) {
    KNOWN.put(annotation, early);
    INSIDE.add(annotation);
  }

  /** By annotation, one sentence for each. */
  private final Map<String, String> found = new LinkedHashMap<String, String>();

  /** Those that the body leaves even with the agent. */
  private final Set<String> left = new HashSet<String>();

  private Interceptors() {}

  /** Whether there is any. */
  boolean areThere() {
    return !found.isEmpty();
  }

  /**
   * One sentence for each that the body leaves.
   *
   * @param withAgent whether there will be an agent, which changes what surrounds methods, too
   */
  List<String> warnings(boolean withAgent) {
    Map<String, String> warnings = new LinkedHashMap<String, String>(found);
    if (withAgent) {
      warnings.keySet().retainAll(left);
    }
    return new ArrayList<String>(warnings.values());
  }

  /** Whether an annotation is recognized by its name alone. */
  static boolean isKnown(String annotation) {
    return KNOWN.containsKey(annotation) || BINDINGS.contains(annotation);
  }

  /** Those of each annotation of the method, its class or a class above. */
  static Interceptors around(TypeDescription type, MethodDescription method) {
    Interceptors around = new Interceptors();
    try {
      around.add(method.getDeclaredAnnotations(), "");
      for (TypeDefinition above = type; above != null; above = above.getSuperClass()) {
        TypeDescription each = above.asErasure();
        around.add(each.getDeclaredAnnotations(), " on " + each.getName());
      }
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      // A superclass that is not there: what is known so far counts.
    }
    return around;
  }

  private void add(AnnotationList annotations, String where) {
    for (AnnotationDescription annotation : annotations) {
      String name = annotation.getAnnotationType().getName();
      String decisive = decisive(annotation.getAnnotationType(), new HashSet<String>());
      if (decisive != null && !found.containsKey(name)) {
        if (!INSIDE.contains(decisive)) {
          left.add(name);
        }
        String known = KNOWN.get(decisive);
        found.put(
            name,
            "has @"
                + name
                + where
                + ": "
                + (known == null ? INTERCEPTORS : known)
                + " before the body runs; redirect instead the method that calls it from outside");
      }
    }
  }

  /**
   * The annotation that is known, this one or one of its own annotations; null if there is none.
   */
  private static @Nullable String decisive(TypeDescription annotation, Set<String> seen) {
    String name = annotation.getName();
    if (isKnown(name)) {
      return name;
    }
    if (name.startsWith("java.lang.") || !seen.add(name)) {
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
      String decisive = decisive(each.getAnnotationType(), seen);
      if (decisive != null) {
        return decisive;
      }
    }
    return null;
  }
}
