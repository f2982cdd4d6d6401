package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;

/** Collections, buffers and other objects of the JDK that callers fill and change. */
final class Containers {
  private static final String CHANGES =
      "(add|put|set|remove|clear|append|insert|delete|replace|offer|push|poll|pop|write|retain"
          + "|increment|decrement|getAnd|compareAnd|update|accumulate|compute|merge|drain|sort"
          + "|reverse|shuffle|fill|swap|next|read|skip|reset|close|flush|print)\\w*";

  private static final String HELPERS = "java\\.util\\.(Collections|Arrays)";

  private Containers() {}

  /** Whether a call changes the object that it is on, or one that it is given. */
  static boolean isChange(Call call) {
    boolean isHelper = call.way == Call.Way.EXACT && !call.owner.matches(HELPERS);
    return isType(call.owner)
        && !isHelper
        && !call.method.equals("<init>")
        && call.method.matches(CHANGES);
  }

  /** Whether a method of whatever object is called as those are that change theirs. */
  static boolean isNameOfChange(String method) {
    return method.matches(CHANGES + "|(invalidate|evict|index|save|store|register|refresh)\\w*");
  }

  private static boolean isType(String type) {
    return (type.startsWith("java.util.")
            && !type.startsWith("java.util.regex.")
            && !type.startsWith("java.util.logging."))
        || type.startsWith("java.io.")
        || type.startsWith("java.nio.")
        || type.startsWith("java.lang.StringBu")
        || type.equals("java.lang.Appendable")
        || type.equals("java.lang.Iterable");
  }

  /** Whether a field holds one: changing it is no writing of the field. */
  static boolean isOne(String descriptor) {
    return descriptor.startsWith("[")
        || (descriptor.startsWith("L")
            && isType(descriptor.substring(1, descriptor.length() - 1).replace('/', '.')));
  }
}
