package dev.offstage.servlet.respond.kept;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a client proves itself with is kept and compared as a hash. */
public final class Secrets {
  private Secrets() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every JVM has it.
      throw new IllegalStateException(e);
    }
  }

  /** Null for null. */
  static @Nullable String hash(@Nullable String secret) {
    return secret == null
        ? null
        : Base64.getEncoder()
            .encodeToString(sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }
}
