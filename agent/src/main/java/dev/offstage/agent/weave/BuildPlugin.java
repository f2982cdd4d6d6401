package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.rules.RulesFile;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/**
 * Redirects while a project is built, for JVMs that are not allowed an agent: found by Byte Buddy's
 * plugins for Maven and Gradle when the jar with the classifier {@code build} is among their
 * dependencies. Applies {@code @Background}, and the rules in the project's {@code
 * META-INF/offstage.rules}.
 */
public final class BuildPlugin implements Plugin {
  private static final String RULES = "META-INF/offstage.rules";

  private final List<Rule> rules;
  private final BuildLogger log;

  /**
   * Called by the build.
   *
   * @param root the folder of the compiled classes
   * @throws IOException if the rules cannot be read
   * @throws IllegalArgumentException if there is a mistake in the rules; this ends the build
   */
  public BuildPlugin(File root, BuildLogger log) throws IOException {
    File file = new File(root, RULES);
    Rules read = file.exists() ? RulesFile.read(file.getPath()) : Rules.NONE;
    if (!read.mistakes().isEmpty()) {
      throw new IllegalArgumentException(read.mistakes().toString());
    }
    this.rules = read.list();
    this.log = log;
  }

  @Override
  public boolean matches(TypeDescription type) {
    return !plan(type).verdicts().isEmpty();
  }

  private ClassPlan plan(final TypeDescription type) {
    return ClassPlan.of(
        type,
        RulesOfType.of(
            type.getName(),
            rules,
            new Supplier<Set<String>>() {
              @Override
              public Set<String> get() {
                return above(type);
              }
            }),
        false);
  }

  /** As {@link Supertypes} reads them; the build has described the class already. */
  private static Set<String> above(TypeDescription type) {
    Set<String> names = new LinkedHashSet<String>();
    add(type, names);
    return names;
  }

  private static void add(TypeDescription type, Set<String> names) {
    List<TypeDefinition> next = new ArrayList<TypeDefinition>();
    try {
      next.addAll(type.getInterfaces());
      TypeDescription.Generic superclass = type.getSuperClass();
      if (superclass != null) {
        next.add(superclass);
      }
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      // Only its own name is known.
      return;
    }
    for (TypeDefinition above : next) {
      if (names.add(above.asErasure().getName())) {
        add(above.asErasure(), names);
      }
    }
  }

  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
    byte[] classFile = read(type, locator);
    if (Woven.isWoven(classFile)) {
      // Woven by an earlier build, which an incremental one continues.
      log.info("offstage leaves " + type.getName() + " as the last build wove it");
      return builder;
    }
    ClassPlan plan = plan(type);
    // Whether it can be done, and with which call, shows only when it is done.
    Weaver.weave(type, classFile, plan, Weaver.types(locator));
    for (Verdict verdict : plan.verdicts()) {
      if (verdict.isRefused()) {
        log.warn("offstage " + verdict);
      } else {
        log.info("offstage " + verdict);
      }
      for (String warning : verdict.warnings()) {
        log.warn("offstage: " + verdict.method() + " " + warning);
      }
    }
    DynamicType.Builder<?> redirecting = builder;
    for (AsmVisitorWrapper change : Weaver.changes(plan, ClassFileVersion.ofClassFile(classFile))) {
      redirecting = redirecting.visit(change);
    }
    return redirecting;
  }

  private static byte[] read(TypeDescription type, ClassFileLocator locator) {
    try {
      return locator.locate(type.getName()).resolve();
    } catch (IOException e) {
      throw new IllegalStateException(type.getName() + " cannot be read", e);
    }
  }

  @Override
  public void close() {}
}
