package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;

/**
 * The JAAS subject of the current thread, where this library may see JAAS: a bundle of OSGi sees
 * only those packages of the JDK that it imports.
 */
final class Subjects {
  private static final boolean VISIBLE = isVisible();

  private Subjects() {}

  private static boolean isVisible() {
    try {
      Class.forName("javax.security.auth.Subject", false, Subjects.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether nobody has ever had one, as far as is known without asking. */
  static boolean areUnused() {
    return !VISIBLE || JaasSubjects.areUnused();
  }

  /** That of the current thread; null for none. Never throws. */
  static @Nullable Object current() {
    return VISIBLE ? JaasSubjects.current() : null;
  }

  /** Runs work as that subject, null for none. */
  static void runAs(@Nullable Object subject, Runnable work) {
    JaasSubjects.runAs(subject, work);
  }
}
