package dev.offstage.durable;

import dev.offstage.testing.ConstantPool;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;

/**
 * Loads every class of a jar, lets the JVM verify it, and loads every class that it names; prints
 * what fails, and how many there were.
 */
final class EveryClass {
  private final ClassLoader loader;
  private final Set<String> problems = new TreeSet<>();

  private EveryClass(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Runs in a JVM of its own.
   *
   * @param args the jar, and that beside which it is
   */
  public static void main(String[] args) throws IOException {
    URL[] jars = new URL[args.length];
    for (int i = 0; i < args.length; i++) {
      jars[i] = Paths.get(args[i]).toUri().toURL();
    }
    // Without the class path: the jars have to do with the JDK alone.
    ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
    try (URLClassLoader loader = new URLClassLoader(jars, jdk);
        FileSystem jar = FileSystems.newFileSystem(Paths.get(args[0]), (ClassLoader) null)) {
      EveryClass every = new EveryClass(loader);
      int count = 0;
      for (Path file : ConstantPool.classFiles(jar.getPath("/"))) {
        every.check(file);
        count++;
      }
      every.problems.forEach(System.out::println);
      System.out.println(count + " classes, " + every.problems.size() + " problems");
    }
  }

  private void check(Path file) throws IOException {
    String path = file.toString().substring(1);
    load(path.substring(0, path.length() - ".class".length()), path);
    for (String named : ConstantPool.classes(file)) {
      String element = named.replaceFirst("^\\[+L?", "").replace(";", "");
      if (element.length() > 1) {
        load(element, path);
      }
    }
  }

  private void load(String name, String user) {
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
      if (type.getClassLoader() == loader) {
        // Links the class, and so verifies it, without running anything.
        type.getDeclaredMethods();
        type.getGenericSuperclass();
      }
    } catch (ClassNotFoundException | LinkageError e) {
      problems.add(user + ": " + e);
    }
  }
}
