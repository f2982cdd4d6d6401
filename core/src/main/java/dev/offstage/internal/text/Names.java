package dev.offstage.internal.text;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Names {
  private static final int LONGEST = 200;

  private Names() {}

  /** The known name nearest to the given one by edit distance, or null if none is near. */
  public static @Nullable String nearest(String name, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      // For most, the lengths alone decide; comparing a very long name would take its time.
      if (Math.abs(name.length() - candidate.length()) < bestDistance) {
        int distance = distance(name, candidate);
        if (distance < bestDistance) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  public static String didYouMean(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
  }

  /** Levenshtein's distance, one row at a time. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it has not 1 to 200 characters
   */
  public static String checkLength(String what, String value) {
    Objects.requireNonNull(value, what);
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters; allowed: 1 to " + LONGEST);
    }
    return value;
  }
}
