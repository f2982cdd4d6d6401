package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassPlan;
import dev.offstage.agent.weave.LoaderClassFiles;
import dev.offstage.agent.weave.Verdict;
import dev.offstage.agent.weave.Weaver;
import java.util.List;
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

    private Result(List<Verdict> verdicts, byte @Nullable [] classFile) {
      this.verdicts = verdicts;
      this.classFile = classFile;
    }
  }

  private Redirector() {}

  static Result redirect(ClassLoader loader, String type, byte[] classFile, List<Rule> rules) {
    TypePool types =
        Weaver.types(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, classFile), new LoaderClassFiles(loader)));
    TypeDescription description = types.describe(type).resolve();
    ClassPlan plan = ClassPlan.of(description, rules);
    byte[] changed = Weaver.weave(description, classFile, plan, types);
    return new Result(plan.verdicts(), changed);
  }
}
