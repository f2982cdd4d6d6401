package dev.offstage.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number in paths like {@code /42.png}. */
final class PhotoId {
  private static final Pattern PATH = Pattern.compile("/([0-9]{1,18})(\\.[a-z]+)?");
  private static final long NONE = -1;

  private PhotoId() {}

  /** Returns a number that no photo has if the path has another form. */
  static long parse(@Nullable String path, String suffix) {
    Matcher matcher = PATH.matcher(path == null ? "" : path);
    String found = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
    return matcher.matches() && found.equals(suffix) ? Long.parseLong(matcher.group(1)) : NONE;
  }
}
