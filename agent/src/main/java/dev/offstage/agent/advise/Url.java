package dev.offstage.agent.advise;

import org.jspecify.annotations.Nullable;

/**
 * A method and a path in a webapp, with a star for what looks like an id: as a rule of {@code
 * offstage.respond} has it. Immutable.
 */
final class Url {
  private static final String ID = "\\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{16,}";
  private static final int MOST_LENGTH = 200;

  final String method;
  final String context;
  final String path;

  private Url(String method, String context, String path) {
    this.method = method;
    this.context = context;
    this.path = path;
  }

  /**
   * Makes one of what a request says.
   *
   * @param uri the path with that of the webapp in front, as it was sent
   */
  static Url of(String method, String context, String uri) {
    String path = uri.startsWith(context) ? uri.substring(context.length()) : uri;
    StringBuilder text = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      String plain = segment.replaceAll(";.*", "");
      text.append(text.length() == 0 && plain.isEmpty() ? "" : plain.matches(ID) ? "*" : plain)
          .append('/');
    }
    text.setLength(Math.max(1, text.length() - 1));
    String clean = text.toString().replaceAll("[^\\x21-\\x7e]", "*");
    boolean isLong = clean.length() > MOST_LENGTH;
    return new Url(
        method.replaceAll("[^A-Z]", ""),
        context.replaceAll("[^\\x21-\\x7e]", "*"),
        isLong ? clean.substring(0, MOST_LENGTH).replaceAll("/[^/]*$", "/**") : clean);
  }

  /** The pattern of a servlet, for any method. */
  static Url ofPattern(String pattern) {
    String path = pattern.startsWith("*.") ? "/**/" + pattern : pattern;
    path = path.endsWith("/*") ? path + "*" : path;
    return new Url("", "", path.equals("/") ? "/**" : path);
  }

  /** What {@link #key} has made; null for anything else. */
  static @Nullable Url parse(String key) {
    String[] parts = key.split(" ", -1);
    return parts.length == 3 ? new Url(parts[0], parts[1], parts[2]) : null;
  }

  String key() {
    return method + " " + context + " " + path;
  }

  /** The line of {@code offstage.respond}; null where no rule can be made for it. */
  @Nullable String rule() {
    if (path.isEmpty() || path.contains("#") || !path.startsWith("/")) {
      return null;
    }
    if (method.isEmpty()) {
      return "GET POST " + path + " always page";
    }
    return method.matches("GET|POST|PUT|PATCH|DELETE")
        ? method + " " + path + " always page"
        : null;
  }

  @Override
  public String toString() {
    String method = this.method.isEmpty() ? "" : this.method + " ";
    return method + context + path;
  }
}
