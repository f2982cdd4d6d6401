package dev.offstage.containers.webapp;

import java.security.Principal;

/** Who the server takes the current thread for, as its EJBs and resources would see it. */
final class ServerIdentity {
  private static final String LIBERTY = "com.ibm.websphere.security.auth.WSSubject";
  private static final String ELYTRON = "org.wildfly.security.auth.server.SecurityDomain";

  private ServerIdentity() {}

  /** Of Liberty and WildFly; nobody is {@code null} or {@code anonymous}. */
  static String name() {
    ClassLoader webapp = ServerIdentity.class.getClassLoader();
    try {
      if (!webapp.getClass().getName().startsWith("org.jboss.modules.")) {
        Class<?> subject = Class.forName(LIBERTY, true, webapp);
        return String.valueOf(subject.getMethod("getCallerPrincipal").invoke(null));
      }
      Class<?> domains = Class.forName(ELYTRON, true, elytron(webapp));
      Object domain = domains.getMethod("getCurrent").invoke(null);
      Object identity = domains.getMethod("getCurrentSecurityIdentity").invoke(domain);
      Object principal = identity.getClass().getMethod("getPrincipal").invoke(identity);
      return ((Principal) principal).getName();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("neither Liberty nor WildFly", e);
    }
  }

  /** A webapp does not see the server's modules by itself. */
  private static ClassLoader elytron(ClassLoader webapp) throws ReflectiveOperationException {
    Class<?> modules =
        Class.forName("org.jboss.modules.Module", true, webapp.getClass().getClassLoader());
    Object loader = modules.getMethod("getBootModuleLoader").invoke(null);
    Object module =
        loader
            .getClass()
            .getMethod("loadModule", String.class)
            .invoke(loader, "org.wildfly.security.elytron");
    return (ClassLoader) modules.getMethod("getClassLoader").invoke(module);
  }
}
