package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object (RFC 8259), in the order of the calls. Not thread-safe. */
public final class Json {
  private final StringBuilder text = new StringBuilder("{");

  /** A string; null is left out. */
  public Json text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  /** A whole number. */
  public Json number(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  public Json bool(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** An object; null is left out. */
  public Json object(String name, @Nullable Json value) {
    if (value != null) {
      name(name);
      text.append(value);
    }
    return this;
  }

  /** A list of objects. */
  public Json list(String name, Json... values) {
    name(name);
    text.append(Arrays.toString(values));
    return this;
  }

  /** Writes it as the body of a response, with its length; without the body for HEAD. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' '
          || c == '<'
          || Character.isSurrogate(c)
          || c == '\u2028'
          || c == '\u2029') {
        // Half a surrogate pair is not text, and '<' could end a script that contains the object.
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
