package dev.offstage.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be said about a URL without asking the network. */
final class PhotoUrl {
  private static final int LONGEST = 2000;

  private PhotoUrl() {}

  static URI parse(@Nullable String text) throws PhotoException {
    if (text == null || text.isBlank()) {
      throw new PhotoException("The form field \"url\" is missing.");
    }
    if (text.length() > LONGEST) {
      throw new PhotoException("The URL is longer than " + LONGEST + " characters.");
    }
    try {
      return check(new URI(text.strip()));
    } catch (URISyntaxException e) {
      throw new PhotoException("This is not a URL: " + e.getReason() + ".", e);
    }
  }

  /** Also for the target of each redirect. */
  static URI check(URI url) throws PhotoException {
    String scheme = url.getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
      throw new PhotoException("The URL must start with http:// or https://.");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      throw new PhotoException("The URL must name a host, and its port must be valid.");
    }
    if (url.getRawUserInfo() != null) {
      throw new PhotoException("The URL must not contain a user name or password.");
    }
    return url;
  }
}
