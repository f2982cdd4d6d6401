package dev.offstage.agent.rules;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that has the arguments of a call where <code>{0}</code>, <code>{1}</code> are. */
final class Template {
  private static final int MOST = 200;
  private static final Pattern ARGUMENT = Pattern.compile("\\{([0-9]{1,3})}");

  private Template() {}

  /**
   * The text, if it is one.
   *
   * @throws IllegalArgumentException if not
   */
  static String checked(String key, String text) {
    if (text.isEmpty() || text.length() > MOST) {
      throw new IllegalArgumentException(
          key + " has " + text.length() + " characters; allowed: 1 to " + MOST);
    }
    String rest = ARGUMENT.matcher(text).replaceAll("");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          key
              + " is '"
              + text
              + "'; braces stand for arguments only: {0} is the first one, {1} the next");
    }
    return text;
  }

  /** The arguments that it needs, counted from 0. */
  static Set<Integer> arguments(String template) {
    Set<Integer> found = new TreeSet<Integer>();
    Matcher argument = ARGUMENT.matcher(template);
    while (argument.find()) {
      found.add(Integer.valueOf(argument.group(1)));
    }
    return found;
  }
}
