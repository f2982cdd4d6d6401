package dev.offstage.demo;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reads a URL as browsers do, which is more generous than {@link java.net.URI}: spaces, umlauts,
 * backslashes and underscores in names are all fine.
 *
 * <p>A URL is read once. The address guard, the client, the log and the page all see what comes out
 * of here, so that no two of them can take one URL for different hosts.
 */
final class PhotoUrl {
  private static final int LONGEST = 2000;
  private static final Pattern AROUND = Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$");
  private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]");
  private static final Pattern HTTP = Pattern.compile("(?i)https?:.*", Pattern.DOTALL);
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*", Pattern.DOTALL);
  private static final Pattern NEVER_IN_A_HOST = Pattern.compile("[<>^|]");

  private PhotoUrl() {}

  static HttpUrl parse(@Nullable String text) throws PhotoException {
    if (text == null || text.isBlank()) {
      throw new PhotoException("The form field \"url\" is missing.");
    }
    if (text.length() > LONGEST) {
      throw new PhotoException("The URL is longer than " + LONGEST + " characters.");
    }
    return absolute(trim(text));
  }

  /** Where a redirect leads. */
  static HttpUrl redirect(HttpUrl from, String location) throws PhotoException {
    String target = trim(location);
    HttpUrl url = from.resolve(target);
    if (url != null) {
      return check(url);
    }
    return absolute(SCHEME.matcher(target).matches() ? target : from.scheme() + ":" + target);
  }

  private static HttpUrl absolute(String text) throws PhotoException {
    if (!HTTP.matcher(text).matches()) {
      throw new PhotoException("The URL must start with http:// or https://.");
    }
    HttpUrl url;
    try {
      url = HttpUrl.get(text);
    } catch (IllegalArgumentException e) {
      throw new PhotoException("This is not a URL. " + e.getMessage() + ".", e);
    }
    return check(url);
  }

  private static HttpUrl check(HttpUrl url) throws PhotoException {
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new PhotoException("The URL must not contain a user name or password.");
    }
    if (NEVER_IN_A_HOST.matcher(url.host()).find()) {
      throw new PhotoException("This is not a URL. Invalid URL host: \"" + url.host() + "\".");
    }
    String host = HostNumber.canonical(url.host());
    return host.equals(url.host()) ? url : url.newBuilder().host(host).build();
  }

  /** What browsers drop before they begin to read. */
  private static String trim(String text) {
    return BREAKS.matcher(AROUND.matcher(text).replaceAll("")).replaceAll("");
  }
}
