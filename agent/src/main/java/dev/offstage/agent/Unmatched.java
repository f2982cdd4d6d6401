package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassPlan;
import dev.offstage.agent.weave.Weaver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Says what was probably meant by a rule that matches nothing. */
final class Unmatched {
  private static final int MOST = 3;

  private final TypePool types;
  private final Collection<String> classNames;

  /**
   * @param classNames the names of all classes that could be meant
   */
  Unmatched(ClassFileLocator locator, Collection<String> classNames) {
    this.types = Weaver.types(locator);
    this.classNames = classNames;
  }

  /** The end of a sentence that begins with the rule. */
  String why(Rule rule) {
    return rule.excludes()
        ? "excludes nothing: no rule and no @Background asks for such a method"
        : "matches nothing" + hint(rule);
  }

  private String hint(Rule rule) {
    try {
      TypePool.Resolution type = rule.exactType() == null ? null : types.describe(rule.exactType());
      return type != null && type.isResolved() ? methodHint(rule, type.resolve()) : classHint(rule);
    } catch (RuntimeException e) {
      return ": the class cannot be read: " + e.getMessage();
    }
  }

  private String classHint(Rule rule) {
    List<String> near = new ArrayList<String>();
    for (String name : classNames) {
      if (rule.matchesType(name)) {
        return ": no method of " + name + " matches " + rule.methodText();
      }
      if (simpleName(name).equals(simpleName(rule.typeText()))) {
        near.add(name);
      }
    }
    if (near.isEmpty()) {
      near = Nearest.to(rule.typeText(), classNames, MOST);
    }
    return ": there is no such class"
        + (near.isEmpty()
            ? ""
            : "; did you mean " + join(near.subList(0, Math.min(MOST, near.size()))) + "?");
  }

  private String methodHint(Rule rule, TypeDescription type) {
    Map<String, List<String>> byName = new LinkedHashMap<String, List<String>>();
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.isMethod() && !method.isSynthetic()) {
        List<String> same = byName.get(method.getInternalName());
        if (same == null) {
          same = new ArrayList<String>();
          byName.put(method.getInternalName(), same);
        }
        same.add(ClassPlan.signature(method));
      }
    }
    String made = madeByCompiler(rule, type);
    if (made != null) {
      return made;
    }
    if (byName.containsKey(rule.methodText())) {
      return ": there is "
          + join(byName.get(rule.methodText()))
          + (rule.includesSubtypes() ? ", but none with a body in a subclass" : "");
    }
    for (TypeDefinition above = type.getSuperClass();
        above != null;
        above = above.getSuperClass()) {
      for (MethodDescription method : above.asErasure().getDeclaredMethods()) {
        if (method.getInternalName().equals(rule.methodText())) {
          return ": the method is inherited; did you mean " + ClassPlan.signature(method) + "?";
        }
      }
    }
    List<String> near = new ArrayList<String>();
    for (String name : Nearest.to(rule.methodText(), byName.keySet(), MOST)) {
      near.addAll(byName.get(name));
    }
    return ": the class has no such method"
        + (near.isEmpty() ? "" : "; did you mean " + join(near) + "?");
  }

  /** What the compiler writes beside the methods of the source; null if the rule names none. */
  private static @Nullable String madeByCompiler(Rule rule, TypeDescription type) {
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.isSynthetic()
          && method.getInternalName().equals(rule.methodText())
          && ClassPlan.isNamed(method, rule)) {
        return ": "
            + ClassPlan.signature(method)
            + (method.isBridge()
                ? " is a bridge, which only calls the method of that name that was written"
                : method.getInternalName().startsWith("lambda$")
                    ? " is the body of a lambda, whose name the compiler chooses"
                    : " was made by the compiler")
            + "; name a method of the source";
      }
    }
    return null;
  }

  private static String simpleName(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  private static String join(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(text.length() == 0 ? "" : " or ").append(name);
    }
    return text.toString();
  }
}
