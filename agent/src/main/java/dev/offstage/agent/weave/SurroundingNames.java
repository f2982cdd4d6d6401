package dev.offstage.agent.weave;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows by name what may be around redirected methods. Asked for each class of the JVM. */
public final class SurroundingNames {
  private static final String SPRING = "org.springframework.";

  /** Each has {@code Object invoke(MethodInvocation)}. */
  private static final Set<String> INTERCEPTORS =
      new HashSet<String>(
          Arrays.asList(
              SPRING + "transaction.interceptor.TransactionInterceptor",
              SPRING + "cache.interceptor.CacheInterceptor",
              SPRING + "cache.jcache.interceptor.JCacheInterceptor",
              SPRING + "retry.annotation.AnnotationAwareRetryOperationsInterceptor",
              SPRING + "retry.interceptor.RetryOperationsInterceptor"));

  /** Weld, OpenWebBeans. */
  private static final Pattern SUBCLASSES =
      Pattern.compile("\\$Proxy\\$_\\$\\$_WeldSubclass$|\\$\\$OwbInterceptProxy\\d+$");

  private SurroundingNames() {}

  /** Whether a class is one of either kind. */
  public static boolean include(String type) {
    return isInterceptor(type) || isSubclass(type);
  }

  /** Whether a class is an interceptor that redirected methods may be behind. */
  public static boolean isInterceptor(String type) {
    return type.startsWith(SPRING) && INTERCEPTORS.contains(type);
  }

  /** Whether a class is a subclass that runs interceptors around the methods of a bean. */
  static boolean isSubclass(String type) {
    return type.contains("$$") && SUBCLASSES.matcher(type).find();
  }
}
