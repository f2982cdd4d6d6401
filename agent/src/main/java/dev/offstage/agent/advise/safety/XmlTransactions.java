package dev.offstage.agent.advise.safety;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The transactions that a Spring context or ejb-jar.xml declares. A pointcut that is not understood
 * is taken to mean every method.
 */
final class XmlTransactions {
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern POINTCUT =
      Pattern.compile("\\b(?:expression|pointcut)\\s*=\\s*(\"([^\"]*)\"|'([^']*)')");
  private static final Pattern EXECUTION =
      Pattern.compile(
          "execution\\s*\\(\\s*(?:(?:public|protected|private)\\s+)?\\S+\\s+"
              + "(?:([\\w$.*]+?)([+]?)\\.)?([\\w*]+)\\s*\\([^)]*\\)[^)]*\\)");
  private static final Pattern WITHIN = Pattern.compile("within\\s*\\(\\s*([\\w$.*]+)[+]?\\s*\\)");
  private static final Pattern CLASS = Pattern.compile("\\bclass\\s*=\\s*[\"']([\\w.$]+)[\"']");
  private static final Pattern EJB = Pattern.compile("<ejb-class>\\s*([\\w.$]+)\\s*</ejb-class>");
  private static final Pattern ANYTHING = Pattern.compile(".*");

  /** A pair for each pointcut: class and method. */
  private final List<Pattern[]> pointcuts = new ArrayList<>();

  private final Set<String> types = new HashSet<>();

  void add(String xml) {
    String text = COMMENT.matcher(xml).replaceAll("");
    addAll(EJB, text);
    if (text.contains("TransactionProxyFactoryBean") || text.contains("BeanNameAutoProxyCreator")) {
      addAll(CLASS, text);
    }
    if (text.contains("/schema/tx") || text.contains("TransactionInterceptor")) {
      Matcher pointcut = POINTCUT.matcher(text);
      while (pointcut.find()) {
        addPointcut(pointcut.group(2) == null ? pointcut.group(3) : pointcut.group(2));
      }
    }
  }

  private void addAll(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      types.add(matcher.group(1));
    }
  }

  private void addPointcut(String expression) {
    boolean isUnderstood = false;
    Matcher execution = EXECUTION.matcher(expression);
    while (execution.find()) {
      String type = execution.group(1);
      pointcuts.add(
          new Pattern[] {
            type == null ? ANYTHING : pattern(type), pattern(execution.group(3)),
          });
      isUnderstood = true;
    }
    Matcher within = WITHIN.matcher(expression);
    while (within.find()) {
      pointcuts.add(new Pattern[] {pattern(within.group(1)), ANYTHING});
      isUnderstood = true;
    }
    if (!isUnderstood) {
      pointcuts.add(new Pattern[] {ANYTHING, ANYTHING});
    }
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        text.replace("$", "\\$")
            .replace("..", "\0")
            .replace(".", "\\.")
            .replace("*", "[^.]*")
            .replace("\0", "\\.(?:.*\\.)?"));
  }

  boolean matches(String type, String method) {
    if (types.contains(type)) {
      return true;
    }
    for (Pattern[] pointcut : pointcuts) {
      if (pointcut[0].matcher(type).matches() && pointcut[1].matcher(method).matches()) {
        return true;
      }
    }
    return false;
  }
}
