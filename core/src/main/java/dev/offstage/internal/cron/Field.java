package dev.offstage.internal.cron;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The kinds of the five fields of an expression. */
enum Field {
  MINUTE("minute", 0, 59),
  HOUR("hour", 0, 23),
  DAY("day of the month", 1, 31),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  // 7 is Sunday, too.
  WEEKDAY("day of the week", 0, 7, "sun mon tue wed thu fri sat");

  private final String title;
  private final int least;
  private final int most;
  private final String names;

  Field(String title, int least, int most) {
    this(title, least, most, "");
  }

  Field(String title, int least, int most, String names) {
    this.title = title;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /**
   * The values that a field names.
   *
   * @throws IllegalArgumentException if it is none; the message names it and what is allowed
   */
  BitSet parse(String text) {
    BitSet values = new BitSet(most + 1);
    for (String item : text.split(",", -1)) {
      add(item, values);
    }
    if (this == WEEKDAY && values.get(most)) {
      values.clear(most);
      values.set(0);
    }
    return values;
  }

  private void add(String item, BitSet values) {
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int step = slash < 0 ? 1 : number(item, item.substring(slash + 1), 1, most);
    int dash = range.indexOf('-');
    int first;
    int last;
    if (range.equals("*")) {
      first = least;
      last = this == WEEKDAY ? most - 1 : most;
    } else if (dash > 0) {
      first = value(item, range.substring(0, dash));
      last = value(item, range.substring(dash + 1));
      if (last < first) {
        throw bad(item, "ends before it begins");
      }
    } else {
      first = value(item, range);
      last = first;
      if (slash >= 0) {
        throw bad(item, "has a step without a range: write " + range + "-" + most + "/" + step);
      }
    }
    for (int value = first; value <= last; value += step) {
      values.set(value);
    }
  }

  private int value(String item, String text) {
    int named = names().indexOf(text.toLowerCase(Locale.ROOT));
    return named >= 0 && !text.isEmpty() ? named + least : number(item, text, least, most);
  }

  private List<String> names() {
    return Arrays.asList(names.split(" "));
  }

  private int number(String item, String text, int from, int to) {
    // Digits only: neither signs nor the digits of other scripts.
    if (!text.matches("[0-9]{1,3}")) {
      throw bad(item, "is none");
    }
    int number = Integer.parseInt(text);
    if (number < from || number > to) {
      throw bad(item, "is outside of it");
    }
    return number;
  }

  private IllegalArgumentException bad(String item, String why) {
    String allowed = least + "-" + most;
    if (!names.isEmpty()) {
      allowed += " or " + names().get(0) + "-" + names().get(names().size() - 1);
    }
    return new IllegalArgumentException(
        "'"
            + item
            + "' "
            + why
            + "; allowed for the "
            + title
            + ": *, "
            + allowed
            + ", lists as 1,2, ranges as 1-5 and steps as */2");
  }
}
