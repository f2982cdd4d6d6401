package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a request's body is read. Determined without reading any of it. */
public enum BodyKind {
  NONE,
  /** By the container, when somebody asks for a parameter (Servlet 3.1.1: only of a POST). */
  FORM,
  /** By the container, when somebody asks for a part. */
  MULTIPART,
  RAW;

  private static final Set<String> USUALLY_WITHOUT =
      new HashSet<>(Arrays.asList("GET", "HEAD", "DELETE", "OPTIONS", "TRACE"));

  public static BodyKind of(HttpServletRequest request) {
    if (!hasBody(request)) {
      return NONE;
    }
    String type = mediaType(request.getContentType());
    if (type.equals("multipart/form-data")) {
      return MULTIPART;
    }
    boolean form = type.equals("application/x-www-form-urlencoded");
    return form && "POST".equals(request.getMethod()) ? FORM : RAW;
  }

  public boolean isStream() {
    return this == MULTIPART || this == RAW;
  }

  private static boolean hasBody(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length > 0;
    }
    if (request.getHeader("Transfer-Encoding") != null) {
      return true;
    }
    // Only from HTTP/2 on a body needs neither header (RFC 9112, section 6.3).
    return !request.getProtocol().startsWith("HTTP/1")
        && !USUALLY_WITHOUT.contains(request.getMethod());
  }

  private static String mediaType(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType;
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }
}
