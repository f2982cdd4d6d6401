package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.SurroundingNames;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes that were there before the agent, or before the rules that name them. */
final class LoadedClasses {
  /** The library's side; its copies in several webapps have the same name. */
  private static final String LIBRARY = "dev.offstage.internal.agent.AgentLink";

  private final Instrumentation instrumentation;
  private final Printer printer;

  LoadedClasses(Instrumentation instrumentation, Printer printer) {
    this.instrumentation = instrumentation;
    this.printer = printer;
  }

  /** Has each running webapp hand in its rules, as it does when it starts after the agent. */
  void tellLibraries() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(LIBRARY)) {
        try {
          type.getMethod("agentAttached").invoke(null);
        } catch (Throwable t) {
          // Every Throwable: the rules of the other webapps still count.
          Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
          printer.print("does not know the rules of " + type.getClassLoader() + ": " + cause);
        }
      }
    }
  }

  /** The webapp's classes that its rules name. */
  List<Class<?>> named(Collection<ClassLoader> loaders, List<Rule> rules) {
    List<Class<?>> found = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      for (ClassLoader loader : loaders) {
        if (RuleBook.isIn(type.getClassLoader(), loader) && isNamed(type, rules)) {
          found.add(type);
          break;
        }
      }
    }
    return found;
  }

  /**
   * The classes that the rules of the whole JVM or the annotation name. The annotation shows only
   * in the class file.
   */
  List<Class<?>> concernedByAgent(RuleBook book, LoaderGate gate, Progress progress) {
    List<Class<?>> found = new ArrayList<Class<?>>();
    Class<?>[] all = instrumentation.getAllLoadedClasses();
    try (ClassFiles files = new ClassFiles()) {
      for (int i = 0; i < all.length; i++) {
        Class<?> type = all[i];
        ClassLoader loader = type.getClassLoader();
        if (loader != null
            && !type.isArray()
            && gate.isOpen(loader)
            && (isNamed(type, book.rulesFor(loader)) || isMarked(type, loader, files))) {
          found.add(type);
        }
        progress.lookedAt(i + 1, all.length, files.opened());
      }
    }
    return found;
  }

  private static boolean isMarked(Class<?> type, ClassLoader loader, ClassFiles files) {
    try {
      byte[] classFile = files.read(loader, type.getName());
      return classFile != null && PreScan.isMarked(classFile);
    } catch (IOException | RuntimeException | LinkageError e) {
      // Made at run time, or its jar or loader is closed: it stays as it is.
      return false;
    }
  }

  private static boolean isNamed(Class<?> type, List<Rule> rules) {
    for (Rule rule : rules) {
      if (!rule.excludes()
          && (rule.matchesType(type.getName())
              || (rule.includesSubtypes() && isBelow(type, rule)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(Class<?> type, Rule rule) {
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      if (rule.matchesType(above.getName())) {
        return true;
      }
      for (Class<?> implemented : above.getInterfaces()) {
        if (isBelow(implemented, rule)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The classes that these rules name, wherever the library is seen. */
  List<Class<?>> namedInAnyWebapp(List<Rule> rules, LoaderGate gate) {
    List<Class<?>> found = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!type.isArray() && gate.isOpen(type.getClassLoader()) && isNamed(type, rules)) {
        found.add(type);
      }
    }
    return found;
  }

  /** What may surround redirected methods, wherever the library is seen. */
  List<Class<?>> surrounding(LoaderGate gate) {
    List<Class<?>> found = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!type.isArray()
          && SurroundingNames.include(type.getName())
          && gate.isOpen(type.getClassLoader())) {
        found.add(type);
      }
    }
    return found;
  }

  /** The names of the classes whose loaders see the library, by loader. */
  Map<ClassLoader, Set<String>> names(LoaderGate gate) {
    Map<ClassLoader, Set<String>> names = new HashMap<ClassLoader, Set<String>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null && !type.isArray() && gate.isOpen(loader)) {
        Set<String> ofLoader = names.get(loader);
        if (ofLoader == null) {
          ofLoader = new HashSet<String>();
          names.put(loader, ofLoader);
        }
        ofLoader.add(type.getName());
      }
    }
    return names;
  }

  List<Class<?>> changedBy(RedirectTransformer transformer) {
    List<Class<?>> found = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (transformer.hasChanged(type)) {
        found.add(type);
      }
    }
    return found;
  }

  /**
   * All at once, since the JVM stops each time; one by one if any of them cannot be retransformed.
   */
  void retransform(List<Class<?>> types) {
    List<Class<?>> modifiable = new ArrayList<Class<?>>();
    for (Class<?> type : types) {
      if (instrumentation.isModifiableClass(type)) {
        modifiable.add(type);
      }
    }
    if (modifiable.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(modifiable.toArray(new Class<?>[0]));
    } catch (Throwable t) {
      // Every Throwable: the JVM throws errors of all kinds here.
      for (Class<?> type : modifiable) {
        retransform(type);
      }
    }
  }

  private void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable t) {
      printer.print(type.getName() + " is left as it is: " + t);
    }
  }
}
