package dev.offstage.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant, by Levenshtein distance, in which two letters in the
 * wrong order are one mistake.
 */
public final class Nearest {
  private Nearest() {}

  /** The name nearest to the given one, or null if none is near. */
  public static @Nullable String to(String name, Collection<String> known) {
    List<String> nearest = to(name, known, 1);
    return nearest.isEmpty() ? null : nearest.get(0);
  }

  /** The names that are near, nearest first, at most as many as wanted. */
  public static List<String> to(final String name, Collection<String> known, int most) {
    List<String> near = new ArrayList<String>();
    for (String candidate : known) {
      int far = Math.max(2, name.length() / 3);
      // For most, the lengths alone decide; comparing a very long name would take its time.
      if (Math.abs(name.length() - candidate.length()) <= far && distance(name, candidate) <= far) {
        near.add(candidate);
      }
    }
    Collections.sort(
        near,
        new Comparator<String>() {
          @Override
          public int compare(String a, String b) {
            int byDistance = Integer.compare(distance(name, a), distance(name, b));
            return byDistance != 0 ? byDistance : a.compareTo(b);
          }
        });
    return near.subList(0, Math.min(most, near.size()));
  }

  private static int distance(String a, String b) {
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
}
