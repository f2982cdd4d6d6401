package dev.offstage.agent;

import dev.offstage.Background;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What webapps have in their WEB-INF/lib, for loaders of tests. */
final class Jars {
  private Jars() {}

  /** The library; while it is built, the folder with its classes. */
  static File library() throws URISyntaxException {
    return new File(Background.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A new jar with these classes. */
  static File of(Path folder, Class<?>... types) throws IOException {
    Path jar = Files.createTempFile(folder, "app", ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Class<?> type : types) {
        out.putNextEntry(new JarEntry(type.getName().replace('.', '/') + ".class"));
        out.write(ClassFiles.of(type));
        out.closeEntry();
      }
    }
    return jar.toFile();
  }
}
