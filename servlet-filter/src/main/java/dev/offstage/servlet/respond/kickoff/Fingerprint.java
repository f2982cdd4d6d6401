package dev.offstage.servlet.respond.kickoff;

import dev.offstage.servlet.http.HeaderElements;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.Secrets;
import dev.offstage.servlet.respond.spool.Spool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request apart from another one with the same key: by its query, and by the type and the
 * content of its body. A multipart form that is sent again has another boundary, which is left out.
 */
final class Fingerprint {
  private static final String BOUNDARY = "boundary=";

  private final MessageDigest digest = Secrets.sha256();

  private Fingerprint() {}

  static String of(HttpServletRequest request, @Nullable Spool body) throws IOException {
    StringBuilder type = new StringBuilder();
    String boundary = null;
    String header = request.getContentType();
    for (String part : HeaderElements.of(header == null ? "" : header, ';')) {
      if (part.toLowerCase(Locale.ROOT).startsWith(BOUNDARY)) {
        boundary = HeaderElements.unquoted(part.substring(BOUNDARY.length()));
      } else {
        type.append(part).append(';');
      }
    }
    Fingerprint fingerprint = new Fingerprint();
    if (body != null) {
      try (InputStream content = new BufferedInputStream(body.open())) {
        fingerprint.add(content, boundary == null ? "" : "--" + boundary);
      }
    }
    String hash = Base64.getEncoder().encodeToString(fingerprint.digest.digest());
    return ResultUrl.without(request.getQueryString()) + "\n" + type + "\n" + hash;
  }

  /** All but this text (by the method of Knuth, Morris and Pratt). */
  private void add(InputStream content, String leftOut) throws IOException {
    byte[] text = leftOut.getBytes(StandardCharsets.ISO_8859_1);
    int[] back = borders(text);
    int matched = 0;
    for (int b = content.read(); b >= 0; b = content.read()) {
      while (matched > 0 && (byte) b != text[matched]) {
        int shorter = back[matched - 1];
        digest.update(text, 0, matched - shorter);
        matched = shorter;
      }
      if (matched < text.length && (byte) b == text[matched]) {
        matched++;
      } else {
        digest.update((byte) b);
      }
      if (matched > 0 && matched == text.length) {
        matched = 0;
      }
    }
    digest.update(text, 0, matched);
  }

  /** For each beginning of the text, the longest one that it also ends with. */
  private static int[] borders(byte[] text) {
    int[] borders = new int[text.length];
    for (int i = 1; i < text.length; i++) {
      int length = borders[i - 1];
      while (length > 0 && text[i] != text[length]) {
        length = borders[length - 1];
      }
      borders[i] = text[i] == text[length] ? length + 1 : length;
    }
    return borders;
  }
}
