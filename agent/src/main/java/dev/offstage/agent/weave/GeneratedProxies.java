package dev.offstage.agent.weave;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows the classes that frameworks make to stand for others. Two dollars in a name say nothing:
 * the compilers of Scala and Kotlin write them, too.
 */
public final class GeneratedProxies {
  /** What is found in the names of these and in no others, without the package. */
  private static final Pattern NAMES =
      Pattern.compile(
          // The JDK.
          "^\\$Proxy\\d+$|\\$\\$Lambda(\\W|\\d|$)"
              // CGLIB, in Spring and elsewhere, and Guice.
              + "|\\$\\$\\w*CGLIB(\\$\\$|$)|\\$\\$\\w*ByGuice\\$\\$"
              // Javassist, Weld, EJBs of JBoss, OpenWebBeans.
              + "|_\\$\\$_|\\$\\$\\$(view|endpoint)\\d+$|\\$\\$Owb\\w+\\d+$"
              // Byte Buddy, Hibernate, Mockito.
              + "|\\$ByteBuddy\\$|\\$Hibernate(Proxy|BasicProxy|Instantiator|AccessOptimizer)\\b"
              + "|\\$MockitoMock\\$"
              // Micronaut.
              + "|^\\$.+\\$Intercepted$");

  /** What they implement: Quarkus has names that anybody may choose. */
  private static final Set<String> INTERFACES =
      new HashSet<String>(
          Arrays.asList(
              "io.quarkus.arc.ClientProxy",
              "io.quarkus.arc.Subclass",
              "io.micronaut.aop.Intercepted",
              "io.micronaut.aop.InterceptedProxy",
              "io.micronaut.aop.Introduced",
              "org.hibernate.proxy.HibernateProxy",
              "org.springframework.aop.SpringProxy",
              "org.springframework.cglib.proxy.Factory",
              "net.sf.cglib.proxy.Factory",
              "javassist.util.proxy.ProxyObject",
              "javassist.util.proxy.Proxy",
              "org.jboss.weld.proxy.WeldConstruct",
              "org.apache.webbeans.proxy.OwbInterceptorProxy",
              "org.apache.webbeans.proxy.OwbNormalScopeProxy"));

  private GeneratedProxies() {}

  /** Whether the name alone says so. */
  public static boolean hasName(String type) {
    return NAMES.matcher(type.substring(type.lastIndexOf('.') + 1)).find();
  }

  /** Whether one of the types above a class says so. */
  static boolean isBelow(Collection<String> above) {
    for (String name : above) {
      if (INTERFACES.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
