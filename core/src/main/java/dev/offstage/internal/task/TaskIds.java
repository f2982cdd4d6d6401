package dev.offstage.internal.task;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable ids: 128 random bits, URL-safe. */
public final class TaskIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TaskIds() {}

  /** A new one, of 22 characters. */
  public static String next() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
