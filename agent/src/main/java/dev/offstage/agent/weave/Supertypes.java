package dev.offstage.agent.weave;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * What is above the classes that one loader sees, by name. Reads of a class file only the names in
 * its head, and of each once. Thread-safe.
 */
public final class Supertypes {
  /** Past that, such as where a loader makes classes for ever, it begins again. */
  private static final int MOST = 20000;

  private final Map<String, List<String>> known = new HashMap<String, List<String>>();

  /** All types above a class; those of the JDK are there, but not what is above them. */
  public Set<String> above(byte[] classFile, ClassFileLocator files) {
    Set<String> names = new LinkedHashSet<String>();
    addAll(direct(classFile), files, names);
    return names;
  }

  private void addAll(List<String> direct, ClassFileLocator files, Set<String> names) {
    for (String name : direct) {
      if (names.add(name) && !name.startsWith("java.")) {
        addAll(directlyAbove(name, files), files, names);
      }
    }
  }

  private List<String> directlyAbove(String name, ClassFileLocator files) {
    List<String> direct = remembered(name);
    if (direct != null) {
      return direct;
    }
    try {
      // Outside the lock: the application's loader takes part.
      ClassFileLocator.Resolution file = files.locate(name);
      // The servlet API in a dry run, or an optional dependency: only its own name is known.
      direct = file.isResolved() ? direct(file.resolve()) : Collections.<String>emptyList();
    } catch (IOException | RuntimeException e) {
      // May work the next time.
      return Collections.emptyList();
    }
    remember(name, direct);
    return direct;
  }

  private synchronized @Nullable List<String> remembered(String name) {
    return known.get(name);
  }

  private synchronized void remember(String name, List<String> direct) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(name, direct);
  }

  private static List<String> direct(byte[] classFile) {
    ClassReader head = OpenedClassReader.of(classFile);
    String[] interfaces = head.getInterfaces();
    String superclass = head.getSuperName();
    String[] names = Arrays.copyOf(interfaces, interfaces.length + (superclass == null ? 0 : 1));
    if (superclass != null) {
      names[interfaces.length] = superclass;
    }
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].replace('/', '.');
    }
    return Arrays.asList(names);
  }
}
