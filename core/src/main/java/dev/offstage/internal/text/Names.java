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

  /** Levenshtein's distance, but that two letters in the wrong order are one mistake. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
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
