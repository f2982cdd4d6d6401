package dev.offstage.agent.app;

import java.security.Permission;

/** A security manager that keeps applications from one package of the library. */
public final class Guard extends SecurityManager {
  @Override
  public void checkPermission(Permission permission) {}

  @Override
  public void checkPackageAccess(String name) {
    if (name.equals("dev.offstage.internal.agent")) {
      throw new SecurityException("no access to " + name);
    }
  }
}
