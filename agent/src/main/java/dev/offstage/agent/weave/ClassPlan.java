package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a class are redirected, and which are refused. The same for the agent, a dry run
 * and a build. Of several rules the first decides, and a rule overrides the annotation: whoever
 * operates the server beats whoever wrote the code.
 */
public final class ClassPlan {
  private static final List<String> NOTHING = Collections.emptyList();

  /** One method that is to be redirected, and how. */
  static final class Redirected {
    final MethodDescription.InDefinedShape method;
    final Redirection redirection;
    private final boolean isSurrounded;
    private final int verdict;
    private boolean smallest;

    private Redirected(
        MethodDescription.InDefinedShape method,
        Redirection redirection,
        boolean isSurrounded,
        int verdict) {
      this.method = method;
      this.redirection = redirection;
      this.isSurrounded = isSurrounded;
      this.verdict = verdict;
    }

    /** Whether as few bytes as possible are to be added to its code. */
    boolean isSmallest() {
      return smallest;
    }

    void makeSmallest() {
      smallest = true;
    }

    /** As {@link CodeSizes} names it. */
    String id() {
      return method.getInternalName() + method.getDescriptor();
    }
  }

  private final boolean withAgent;
  private final List<Redirected> redirected = new ArrayList<Redirected>();
  private final List<Verdict> verdicts = new ArrayList<Verdict>();

  private ClassPlan(boolean withAgent) {
    this.withAgent = withAgent;
  }

  /**
   * Looks at each method that the class itself declares.
   *
   * @param ofType the rules that are about the class, see {@link RulesOfType}
   * @param withAgent whether there will be an agent, which changes what surrounds the methods, too
   */
  public static ClassPlan of(TypeDescription type, List<Rule> ofType, boolean withAgent) {
    ClassPlan plan = new ClassPlan(withAgent);
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
    AnnotationDescription mark = Background.on(method);
    Redirection redirection = rule == null ? null : rule.redirection();
    String mistake = null;
    if (rule == null && mark != null) {
      try {
        redirection = Background.redirection(mark);
      } catch (IllegalArgumentException e) {
        mistake = String.valueOf(e.getMessage());
      }
    }
    if (redirection != null) {
      add(type, method, rule, shadowed, redirection);
    } else if (mistake != null || (rule != null && (anyRedirects(shadowed) || mark != null))) {
      verdicts.add(
          new Verdict(
              signature(method) + result(type, method), null, rule, shadowed, mistake, NOTHING));
    }
  }

  private void add(
      TypeDescription type,
      MethodDescription.InDefinedShape method,
      @Nullable Rule rule,
      List<Rule> shadowed,
      Redirection redirection) {
    String refusal = Eligibility.refusal(type, method, redirection);
    Interceptors around = Interceptors.around(type, method);
    if (refusal == null) {
      redirected.add(new Redirected(method, redirection, around.areThere(), verdicts.size()));
    }
    verdicts.add(
        new Verdict(
            signature(method) + result(type, method),
            redirection,
            rule,
            shadowed,
            refusal,
            refusal == null ? around.warnings(withAgent) : NOTHING));
  }

  private static boolean anyRedirects(List<Rule> rules) {
    for (Rule rule : rules) {
      if (!rule.excludes()) {
        return true;
      }
    }
    return false;
  }

  /** What tells a method from another one that differs only in its result; empty if none does. */
  private static String result(TypeDescription type, MethodDescription method) {
    for (MethodDescription other : type.getDeclaredMethods()) {
      if (!other.isBridge()
          && other.getInternalName().equals(method.getInternalName())
          && !other.getDescriptor().equals(method.getDescriptor())
          && parameters(other).equals(parameters(method))) {
        return " returning " + method.getReturnType().asErasure().getActualName();
      }
    }
    return "";
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

  /** Whether a rule about the class names this method, redirected or not. */
  public static boolean isNamed(MethodDescription method, Rule rule) {
    return rule.matchesMethod(method.getModifiers(), method.getInternalName(), parameters(method));
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
      if (each.id().equals(name + descriptor)) {
        redirected.remove(each);
        verdicts.set(each.verdict, verdicts.get(each.verdict).refusedFor(reason));
      }
    }
  }

  void warn(Redirected method, String danger) {
    verdicts.set(method.verdict, verdicts.get(method.verdict).warnedOf(danger));
  }

  /** Takes out all methods that are not refused yet. */
  public void refuseAll(String reason) {
    redirected.clear();
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).isRedirected()) {
        verdicts.set(i, verdicts.get(i).refusedFor(reason));
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

  /** The redirected methods by name and descriptor. */
  public Map<String, HandedOver> handedOver() {
    Map<String, HandedOver> byId = new HashMap<String, HandedOver>();
    for (Redirected each : redirected) {
      byId.put(each.id(), new HandedOver(each.method, each.redirection, each.isSurrounded));
    }
    return byId;
  }
}
