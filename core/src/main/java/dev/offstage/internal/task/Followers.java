package dev.offstage.internal.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those that follow one task, until it has ended. Thread-safe. */
final class Followers {
  /** What {@link #add} has found. */
  enum Added {
    FIRST,
    NEXT,
    TOO_LATE
  }

  private @Nullable Set<Following> all;
  private boolean told;

  /** One more; too late if the others have been told already. */
  synchronized Added add(Following one) {
    if (told) {
      return Added.TOO_LATE;
    }
    Set<Following> known = all;
    if (known == null) {
      known = new LinkedHashSet<>();
      all = known;
      known.add(one);
      return Added.FIRST;
    }
    known.add(one);
    return Added.NEXT;
  }

  /** One less; true if there is none left, and the end has not come. */
  synchronized boolean remove(Following one) {
    Set<Following> known = all;
    return !told && known != null && known.remove(one) && known.isEmpty();
  }

  /** Those that wait for the end. */
  synchronized List<Following> now() {
    Set<Following> known = all;
    return known == null ? Collections.emptyList() : new ArrayList<>(known);
  }

  /** The end has come: those who are to be told, in the order in which they came. */
  synchronized List<Following> take() {
    List<Following> known = now();
    told = true;
    all = null;
    return known;
  }
}
