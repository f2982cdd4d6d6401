package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a class are redirected, and which are refused. The same for the agent, a dry run
 * and a build. Of several rules the first decides, and a rule overrides the annotation: whoever
 * operates the server beats whoever wrote the code.
 */
public final class ClassPlan {
  private static final String BACKGROUND = "dev.offstage.Background";
  private static final List<String> NOTHING = Collections.emptyList();

  /** One method that is to be redirected, and how. */
  static final class Redirected {
    final MethodDescription.InDefinedShape method;
    final Redirection redirection;

    Redirected(MethodDescription.InDefinedShape method, Redirection redirection) {
      this.method = method;
      this.redirection = redirection;
    }
  }

  private final List<Redirected> redirected = new ArrayList<Redirected>();
  private final List<Verdict> verdicts = new ArrayList<Verdict>();

  private ClassPlan() {}

  /** Looks at each method that the class itself declares. */
  public static ClassPlan of(TypeDescription type, List<Rule> rules) {
    ClassPlan plan = new ClassPlan();
    List<Rule> ofType = rulesFor(type, rules);
    for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
      // The compiler copies annotations to a bridge, which only calls the method that was written.
      if (method.isMethod() && !method.isBridge()) {
        plan.add(type, method, matching(method, ofType));
      }
    }
    return plan;
  }

  private void add(
      TypeDescription type, MethodDescription.InDefinedShape method, List<Rule> matching) {
    Rule rule = matching.isEmpty() ? null : matching.get(0);
    List<Rule> shadowed = matching.isEmpty() ? matching : matching.subList(1, matching.size());
    Redirection redirection = rule == null ? annotated(method) : rule.redirection();
    if (redirection != null) {
      String refusal = Eligibility.refusal(type, method, redirection);
      if (refusal == null) {
        redirected.add(new Redirected(method, redirection));
      }
      verdicts.add(
          new Verdict(
              signature(method),
              redirection.pool(),
              rule,
              shadowed,
              refusal,
              refusal == null ? Interceptors.around(type, method) : NOTHING));
    } else if (rule != null && (anyRedirects(shadowed) || annotated(method) != null)) {
      verdicts.add(new Verdict(signature(method), "", rule, shadowed, null, NOTHING));
    }
  }

  private static boolean anyRedirects(List<Rule> rules) {
    for (Rule rule : rules) {
      if (!rule.excludes()) {
        return true;
      }
    }
    return false;
  }

  private static List<Rule> rulesFor(TypeDescription type, List<Rule> rules) {
    List<Rule> found = new ArrayList<Rule>();
    Set<String> above = null;
    for (Rule rule : rules) {
      boolean matches = rule.matchesType(type.getName());
      // A proxy is a subclass of the class that it stands for, but not what anybody means by it.
      if (!matches && rule.includesSubtypes() && !Eligibility.isGenerated(type.getName())) {
        if (above == null) {
          above = new HashSet<String>();
          addSupertypes(type, above);
        }
        for (String name : above) {
          matches |= rule.matchesType(name);
        }
      }
      if (matches) {
        found.add(rule);
      }
    }
    return found;
  }

  private static void addSupertypes(TypeDefinition type, Set<String> names) {
    List<TypeDefinition> next = new ArrayList<TypeDefinition>();
    try {
      next.addAll(type.getInterfaces());
      TypeDescription.Generic superclass = type.getSuperClass();
      if (superclass != null) {
        next.add(superclass);
      }
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      // The servlet API in a dry run, or an optional dependency: only its own name is known.
      return;
    }
    for (TypeDefinition above : next) {
      if (names.add(above.asErasure().getName())) {
        addSupertypes(above.asErasure(), names);
      }
    }
  }

  private static List<Rule> matching(MethodDescription method, List<Rule> rules) {
    List<Rule> matching = new ArrayList<Rule>();
    List<String> types = parameters(method);
    for (Rule rule : rules) {
      // A wildcard does not mean what the compiler made for a lambda, and a + means the methods
      // that implement an abstract one.
      if (!method.isSynthetic()
          && !(method.isAbstract() && rule.includesSubtypes())
          && rule.matchesMethod(method.getModifiers(), method.getInternalName(), types)) {
        matching.add(rule);
      }
    }
    return matching;
  }

  private static @Nullable Redirection annotated(MethodDescription method) {
    for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
      if (annotation.getAnnotationType().getName().equals(BACKGROUND)) {
        return Redirection.annotated(
            annotation.getValue("pool").resolve(String.class),
            String.valueOf(annotation.getValue("start").resolve()),
            interrupts(annotation));
      }
    }
    return null;
  }

  /** A library that is older than the agent does not have that member. */
  private static boolean interrupts(AnnotationDescription annotation) {
    for (MethodDescription member : annotation.getAnnotationType().getDeclaredMethods()) {
      if (member.getInternalName().equals("interrupt")) {
        return annotation.getValue("interrupt").resolve(Boolean.class);
      }
    }
    return true;
  }

  private static List<String> parameters(MethodDescription method) {
    List<String> types = new ArrayList<String>();
    for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
      types.add(parameter.getActualName());
    }
    return types;
  }

  /** The method as a rule writes it. */
  public static String signature(MethodDescription method) {
    StringBuilder text = new StringBuilder();
    text.append(method.getDeclaringType().asErasure().getName());
    text.append('#').append(method.getInternalName()).append('(');
    String separator = "";
    for (String type : parameters(method)) {
      text.append(separator).append(type);
      separator = ", ";
    }
    return text.append(')').toString();
  }

  /** Takes out a method that turned out to be impossible to redirect. */
  void refuse(String name, String descriptor, String reason) {
    for (Redirected each : new ArrayList<Redirected>(redirected)) {
      if (each.method.getInternalName().equals(name)
          && each.method.getDescriptor().equals(descriptor)) {
        redirected.remove(each);
        String signature = signature(each.method);
        for (int i = 0; i < verdicts.size(); i++) {
          if (verdicts.get(i).method().equals(signature)) {
            verdicts.set(i, verdicts.get(i).refusedFor(reason));
          }
        }
      }
    }
  }

  /** What becomes of each method that a rule or the annotation names. */
  public List<Verdict> verdicts() {
    return verdicts;
  }

  /** Whether there is nothing to weave. */
  public boolean isEmpty() {
    return redirected.isEmpty();
  }

  List<Redirected> redirected() {
    return redirected;
  }
}
