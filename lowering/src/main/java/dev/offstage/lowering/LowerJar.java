package dev.offstage.lowering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/**
 * Writes a jar once more with every class lowered to Java 8, or fails with the name of everything
 * in it that refers to what it will not find there.
 */
final class LowerJar {
  private static final int FIRST_DEPENDENCY = 3;

  private LowerJar() {}

  /**
   * Runs as a step of a build.
   *
   * @param args the jar; the one to write; the class in it that does what Java 8 lacks (see {@link
   *     Substitutes}); then the jars or folders of classes that are going to stand beside it
   */
  public static void main(String[] args) throws IOException {
    List<Path> dependencies = Arrays.stream(args).skip(FIRST_DEPENDENCY).map(Path::of).toList();
    List<String> problems = lower(Path.of(args[0]), Path.of(args[1]), args[2], dependencies);
    problems.forEach(System.err::println);
    if (!problems.isEmpty()) {
      System.err.println(
          args[1] + " is not written: " + problems.size() + " references go nowhere");
      System.exit(1);
    }
  }

  /** Writes nothing if there are any problems, which it returns. */
  static List<String> lower(Path from, Path to, String substitutes, List<Path> dependencies)
      throws IOException {
    JarContents jar = JarContents.read(from);
    try (Java8Signatures java8 = Java8Signatures.ofThisJdk()) {
      KnownClasses known = new KnownClasses(java8);
      for (Path dependency : dependencies) {
        known.add(JarContents.read(dependency).classes());
      }
      List<ClassNode> classes = jar.classes();
      known.add(classes);
      List<ClassNode> lowered = new Lowering(known, substitutes.replace('.', '/')).lower(classes);
      List<String> problems = new ArrayList<>(new Gate(known).problems(classes));
      if (problems.isEmpty()) {
        jar.write(to, lowered);
      }
      return problems;
    }
  }
}
