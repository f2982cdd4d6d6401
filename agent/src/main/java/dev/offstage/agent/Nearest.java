package dev.offstage.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant, by Levenshtein distance. */
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
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[previous.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
