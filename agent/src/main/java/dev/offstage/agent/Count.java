package dev.offstage.agent;

/** Numbers of things, as a sentence has them. */
public final class Count {
  private Count() {}

  /** "1 method", "2 methods", "0 classes". */
  public static String of(long number, String noun) {
    String ending = noun.endsWith("s") ? "es" : "s";
    return number + " " + noun + (number == 1 ? "" : ending);
  }
}
