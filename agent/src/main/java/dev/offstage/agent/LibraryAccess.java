package dev.offstage.agent;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Whether the classes of a loader may call the library. A loader that filters classes can show the
 * file of one and still refuse to load it; then every call would fail.
 */
final class LibraryAccess implements Redirector.Obstacle {
  private static final String PACKAGE = "dev.offstage.internal.agent";
  private static final String BRIDGE = PACKAGE + ".AgentBridgeV1";

  private final ClassLoader loader;
  private final @Nullable ProtectionDomain domain;

  /**
   * @param domain of the class with the methods, if known
   */
  LibraryAccess(ClassLoader loader, @Nullable ProtectionDomain domain) {
    this.loader = loader;
    this.domain = domain;
  }

  /** Loads the one class that redirected methods call. */
  @Override
  public @Nullable String reason() {
    try {
      Class.forName(BRIDGE, false, loader);
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      return "its loader "
          + loader.getClass().getName()
          + " shows the file of Offstage's bridge but does not load the class: "
          + e;
    }
    SecurityManager manager = System.getSecurityManager();
    if (manager != null && domain != null) {
      try {
        checkAccess(manager, domain);
      } catch (SecurityException e) {
        return "the security manager does not let its class call Offstage: " + e;
      }
    }
    return null;
  }

  private static void checkAccess(final SecurityManager manager, ProtectionDomain domain) {
    AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Void>() {
          @Override
          public @Nullable Void run() {
            manager.checkPackageAccess(PACKAGE);
            return null;
          }
        },
        new AccessControlContext(new ProtectionDomain[] {domain}));
  }
}
