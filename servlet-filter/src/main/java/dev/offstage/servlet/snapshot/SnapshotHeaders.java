package dev.offstage.servlet.snapshot;

import dev.offstage.servlet.http.HttpDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The headers of a request or a part; names are case-insensitive. Immutable. */
final class SnapshotHeaders {
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Copies them all.
   *
   * @param names null if the container does not tell them
   */
  SnapshotHeaders(
      @Nullable Collection<String> names, Function<String, Collection<String>> valuesOf) {
    if (names == null) {
      return;
    }
    for (String name : names) {
      values.put(name, Collections.unmodifiableList(new ArrayList<>(valuesOf.apply(name))));
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  List<String> all(@Nullable String name) {
    return name == null
        ? Collections.emptyList()
        : values.getOrDefault(name, Collections.emptyList());
  }

  @Nullable String first(@Nullable String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** In milliseconds; -1 if there is none. */
  long date(String name) {
    String value = first(name);
    try {
      return value == null ? -1 : HttpDate.parse(value).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("header " + name + " is not a date", e);
    }
  }
}
