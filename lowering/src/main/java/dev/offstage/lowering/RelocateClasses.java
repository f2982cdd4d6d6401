package dev.offstage.lowering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Copies compiled tests so that they use classes where a relocated jar has them: that they can run
 * against the jar itself. Texts stay as they are.
 */
final class RelocateClasses extends Remapper {
  private static final int FIRST_PACKAGE = 2;

  private final Map<String, String> packages = new LinkedHashMap<>();

  private RelocateClasses() {
    super(Opcodes.ASM9);
  }

  /**
   * Runs as a step of a build.
   *
   * @param args the folder of classes; the one to write; then packages with all below them, as
   *     {@code org/example=com/example/lib}
   */
  public static void main(String[] args) throws IOException {
    RelocateClasses relocation = new RelocateClasses();
    for (int i = FIRST_PACKAGE; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      relocation.packages.put(parts[0] + "/", parts[1] + "/");
    }
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    delete(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        relocation.copy(from.relativize(file).toString(), Files.readAllBytes(file), to);
      }
    }
  }

  /** No test of the last build is run again. */
  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void copy(String name, byte[] bytes, Path to) throws IOException {
    boolean isClass = name.endsWith(".class");
    Path file = to.resolve(isClass ? map(name.replace('\\', '/')) : name);
    Files.createDirectories(file.getParent());
    Files.write(file, isClass ? relocated(bytes) : bytes);
  }

  private byte[] relocated(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(new ClassRemapper(writer, this), 0);
    return writer.toByteArray();
  }

  @Override
  public String map(String name) {
    for (Map.Entry<String, String> each : packages.entrySet()) {
      if (name.startsWith(each.getKey())) {
        return each.getValue() + name.substring(each.getKey().length());
      }
    }
    return name;
  }
}
