package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.HandedOver;
import dev.offstage.agent.weave.SurroundingNames;
import dev.offstage.agent.weave.Verdict;
import dev.offstage.agent.weave.Woven;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads and dismisses almost all of them at once: Byte Buddy is not
 * even loaded before the first class that has the annotation or that a rule names.
 */
final class RedirectTransformer implements ClassFileTransformer {
  private final LoaderGate gate;
  private final RuleBook book;
  private final Report report;
  private final OutOfSight outOfSight = new OutOfSight();
  private final MisplacedJars misplaced = new MisplacedJars();
  private final KnownSupertypes supertypes = new KnownSupertypes();
  private final Redirections redirections = new Redirections();
  private final SurroundingTransformer surroundings;
  private final Map<ClassLoader, Set<String>> changed = new WeakHashMap<ClassLoader, Set<String>>();

  RedirectTransformer(LoaderGate gate, RuleBook book, Report report) {
    this.gate = gate;
    this.book = book;
    this.report = report;
    this.surroundings = new SurroundingTransformer(gate, redirections, supertypes);
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // the interface's way of saying: unchanged
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null) {
      return null;
    }
    try {
      List<Rule> rules = book.rulesFor(loader);
      String type = name.replace('/', '.');
      if (SurroundingNames.include(type)) {
        return remembered(loader, type, surroundings.transform(loader, type, domain, classFile));
      }
      if (redefined != null) {
        redirections.set(loader, type, Collections.<String, HandedOver>emptyMap());
      }
      if (!PreScan.concerns(type, classFile, rules)) {
        return null;
      }
      if (!gate.isOpen(loader)) {
        sayIfAny(outOfSight.line(loader, type, classFile, rules));
        return null;
      }
      if (Woven.isWoven(classFile)) {
        return null;
      }
      Redirector.Result result =
          Redirector.redirect(loader, domain, type, classFile, rules, supertypes.seenBy(loader));
      for (Verdict verdict : result.verdicts) {
        report.add(loader, book.checkPool(loader, verdict));
      }
      if (result.classFile != null) {
        redirections.set(loader, type, result.redirected);
        sayIfAny(misplaced.ofClass(loader, domain));
      }
      return remembered(loader, type, result.classFile);
    } catch (Throwable t) {
      // Every Throwable: the JVM would swallow it, and the class must load as written.
      report.say(name.replace('/', '.') + " is left as it is: " + t);
      return null;
    }
  }

  private void sayIfAny(@Nullable String line) {
    if (line != null) {
      report.say(line);
    }
  }

  /** What stands where it should not around a library that has started. */
  MisplacedJars misplaced() {
    return misplaced;
  }

  /** What is known of the types above those that it has seen. */
  KnownSupertypes supertypes() {
    return supertypes;
  }

  /** Which methods are redirected at present. */
  Redirections redirections() {
    return redirections;
  }

  @SuppressWarnings("ReturnsNullArray") // as above
  private synchronized byte @Nullable [] remembered(
      ClassLoader loader, String type, byte @Nullable [] classFile) {
    if (classFile == null) {
      return null;
    }
    Set<String> types = changed.get(loader);
    if (types == null) {
      types = new HashSet<String>();
      changed.put(loader, types);
    }
    types.add(type);
    return classFile;
  }

  synchronized boolean hasChanged(Class<?> type) {
    Set<String> types = changed.get(type.getClassLoader());
    return types != null && types.contains(type.getName());
  }
}
