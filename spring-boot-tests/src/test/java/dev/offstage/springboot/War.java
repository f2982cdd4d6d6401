package dev.offstage.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The program of a platform as a WAR: without its server, and with the folders of a WAR. */
final class War {
  private War() {}

  static void write(BootPlatform platform, Path file) throws IOException {
    try (JarFile jar = new JarFile(platform.jar().toFile());
        ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name =
            entry
                .getName()
                .replace("BOOT-INF/classes/", "WEB-INF/classes/")
                .replace("BOOT-INF/lib/", "WEB-INF/lib/");
        if (!entry.isDirectory() && name.startsWith("WEB-INF/") && !isOfServer(name)) {
          war.putNextEntry(new ZipEntry(name));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(war);
          }
        }
      }
    }
  }

  private static boolean isOfServer(String name) {
    return name.matches(".*/(tomcat-embed|jakarta\\.(servlet|websocket)).*");
  }
}
