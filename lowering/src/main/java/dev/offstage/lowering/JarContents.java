package dev.offstage.lowering;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** The files of a jar, or of a folder of classes, in their order. */
final class JarContents {
  private final Map<ZipEntry, byte[]> contents = new LinkedHashMap<>();

  private JarContents() {}

  static JarContents read(Path jarOrFolder) throws IOException {
    return Files.isDirectory(jarOrFolder) ? readFolder(jarOrFolder) : readJar(jarOrFolder);
  }

  private static JarContents readJar(Path jar) throws IOException {
    JarContents read = new JarContents();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        read.contents.put(entry, in.readAllBytes());
      }
    }
    return read;
  }

  private static JarContents readFolder(Path folder) throws IOException {
    JarContents read = new JarContents();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(Files.getLastModifiedTime(file).toMillis());
        read.contents.put(entry, Files.readAllBytes(file));
      }
    }
    return read;
  }

  /** Without descriptors of modules. */
  List<ClassNode> classes() {
    List<ClassNode> classes = new ArrayList<>();
    for (Map.Entry<ZipEntry, byte[]> content : contents.entrySet()) {
      String name = content.getKey().getName();
      if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
        ClassNode node = new ClassNode();
        new ClassReader(content.getValue()).accept(node, 0);
        classes.add(node);
      }
    }
    return classes;
  }

  /**
   * Writes the same entries with the same times, so that two builds write the same bytes.
   *
   * @param changed the classes that are no longer those that were read
   */
  void write(Path jar, Collection<ClassNode> changed) throws IOException {
    Map<String, ClassNode> byFile = new HashMap<>();
    changed.forEach(node -> byFile.put(node.name + ".class", node));
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<ZipEntry, byte[]> content : contents.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey().getName());
        entry.setTimeLocal(content.getKey().getTimeLocal());
        out.putNextEntry(entry);
        ClassNode node = byFile.get(entry.getName());
        out.write(node == null ? content.getValue() : bytes(node));
        out.closeEntry();
      }
    }
  }

  private static byte[] bytes(ClassNode node) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }
}
