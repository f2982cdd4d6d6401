package dev.offstage.lowering;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * The API of Java 8, as the JDK that runs this has it for {@code javac --release 8}: no JDK 8 needs
 * to be there. Without what that option hides, {@code sun.misc} and the like.
 */
final class Java8Signatures implements Closeable {
  private final ZipFile file;
  private final Map<String, ZipEntry> entries = new HashMap<>();

  private Java8Signatures(ZipFile file) {
    this.file = file;
  }

  /** Fails if it has none for Java 8: a JDK that no longer compiles for it. */
  static Java8Signatures ofThisJdk() throws IOException {
    Path path = Path.of(System.getProperty("java.home"), "lib", "ct.sym");
    Java8Signatures signatures = new Java8Signatures(new ZipFile(path.toFile()));
    // 89A/java.base/java/lang/Iterable.sig: the same in Java 8, 9 and 10.
    signatures.file.stream().forEach(signatures::add);
    if (signatures.find("java/lang/Object") == null) {
      signatures.close();
      throw new IOException(path + " has no signatures of Java 8: run the build with JDK 17 to 25");
    }
    return signatures;
  }

  private void add(ZipEntry entry) {
    String[] parts = entry.getName().split("/", 3);
    if (parts.length == 3 && parts[0].contains("8") && parts[2].endsWith(".sig")) {
      entries.put(parts[2].substring(0, parts[2].length() - ".sig".length()), entry);
    }
  }

  @Nullable ClassNode find(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = file.getInputStream(entry)) {
      ClassNode node = new ClassNode();
      new ClassReader(in).accept(node, ClassReader.SKIP_CODE);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
