package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.ClassPlan;
import dev.offstage.agent.weave.HandedOver;
import dev.offstage.agent.weave.RulesOfType;
import dev.offstage.agent.weave.Supertypes;
import dev.offstage.agent.weave.Verdict;
import dev.offstage.agent.weave.Weaver;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Handles the few classes that need a closer look; the first use loads Byte Buddy. */
final class Redirector {
  /** The verdicts on a class, and its changed class file where a method is redirected. */
  static final class Result {
    final List<Verdict> verdicts;
    final byte @Nullable [] classFile;

    /** The redirected methods by name and descriptor. */
    final Map<String, HandedOver> redirected;

    private Result(
        List<Verdict> verdicts, byte @Nullable [] classFile, Map<String, HandedOver> redirected) {
      this.verdicts = verdicts;
      this.classFile = classFile;
      this.redirected = redirected;
    }
  }

  /** What may keep every method of a class from being redirected. */
  interface Obstacle {
    /** Null if nothing does. */
    @Nullable String reason();
  }

  private Redirector() {}

  /** As the loader sees the class and what it refers to. */
  static Result redirect(ClassLoader loader, String type, byte[] classFile, List<Rule> rules) {
    return redirect(loader, null, type, classFile, rules, new Supertypes());
  }

  static Result redirect(
      ClassLoader loader,
      @Nullable ProtectionDomain domain,
      String type,
      byte[] classFile,
      List<Rule> rules,
      Supertypes supertypes) {
    try (ClassFiles files = new ClassFiles()) {
      return redirect(
          type,
          classFile,
          rules,
          files.seenBy(loader),
          supertypes,
          new LibraryAccess(loader, domain));
    }
  }

  /**
   * @param surroundings where to find the types that the class refers to
   * @param supertypes what is known of them so far
   * @param obstacle asked if there is anything to redirect
   */
  static Result redirect(
      String type,
      final byte[] classFile,
      List<Rule> rules,
      final ClassFileLocator surroundings,
      final Supertypes supertypes,
      Obstacle obstacle) {
    List<Rule> ofType =
        RulesOfType.of(
            type,
            rules,
            new Supplier<Set<String>>() {
              @Override
              public Set<String> get() {
                return supertypes.above(classFile, surroundings);
              }
            });
    if (ofType.isEmpty() && !PreScan.isMarked(classFile)) {
      return new Result(
          Collections.<Verdict>emptyList(), null, Collections.<String, HandedOver>emptyMap());
    }
    TypePool types =
        Weaver.types(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, classFile), surroundings));
    TypeDescription description = types.describe(type).resolve();
    ClassPlan plan = ClassPlan.of(description, ofType, true);
    String reason = plan.isEmpty() ? null : obstacle.reason();
    if (reason != null) {
      plan.refuseAll(reason);
    }
    byte[] changed = Weaver.weave(description, classFile, plan, types);
    return new Result(plan.verdicts(), changed, plan.handedOver());
  }
}
