package dev.offstage.internal.runtime;

import java.lang.reflect.ReflectPermission;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.PropertyPermission;

/** What a security manager, where there is one, has to grant this library. */
final class NeededPermissions {
  private static final Permission[] ALL = {
    new PropertyPermission("offstage.*", "read"),
    new PropertyPermission("dev.offstage.agent.version", "read"),
    new RuntimePermission("getenv.*"),
    // The pools' threads: their loader, their end, and what they would inherit on JDK 8.
    new RuntimePermission("setContextClassLoader"),
    new RuntimePermission("modifyThread"),
    // Whether work has captured a request.
    new RuntimePermission("accessDeclaredMembers"),
    new ReflectPermission("suppressAccessChecks"),
  };

  private NeededPermissions() {}

  /** Those that are not granted, as policies have them; none without a security manager. */
  static List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Permission each : ALL) {
      if (!isGranted(each)) {
        missing.add(asInPolicies(each));
      }
    }
    return missing;
  }

  @SuppressWarnings("removal")
  private static boolean isGranted(Permission permission) {
    try {
      SecurityManager manager = System.getSecurityManager();
      if (manager != null) {
        manager.checkPermission(permission);
      }
      return true;
    } catch (SecurityException e) {
      return false;
    } catch (LinkageError e) {
      // A JDK that has no security manager any more.
      return true;
    }
  }

  private static String asInPolicies(Permission permission) {
    String actions = permission.getActions();
    return "permission "
        + permission.getClass().getName()
        + " \""
        + permission.getName()
        + "\""
        + (actions.isEmpty() ? "" : ", \"" + actions + "\"")
        + ";";
  }
}
