package dev.offstage.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar made for a test: for a module, as a WAR, or with the headers of an OSGi bundle. */
final class Bundle {
  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  Bundle() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** An OSGi bundle of this name. */
  static Bundle named(String name) {
    return new Bundle().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", name);
  }

  Bundle header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  Bundle with(String path, Path file) throws IOException {
    entries.put(path, Files.readAllBytes(file));
    return this;
  }

  Bundle with(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The classes of one of our packages, as the webapp's build has made them for this API. */
  Bundle withClassesOf(ServletApi api, String name) throws IOException {
    try (ZipFile classes = new ZipFile(api.classes().toFile())) {
      for (ZipEntry entry : Collections.list(classes.entries())) {
        if (entry.getName().startsWith("dev/offstage/containers/" + name + "/")) {
          try (InputStream in = classes.getInputStream(entry)) {
            entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return this;
  }

  /** The program's two classes. */
  Bundle withProgram() throws IOException {
    for (String name : new String[] {"Main", "Shop"}) {
      String path = "dev/offstage/containers/program/" + name + ".class";
      with(path, Built.classes().resolve(path));
    }
    return this;
  }

  Path writeTo(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }
}
