package dev.offstage.agent.cli;

import dev.offstage.Answer;
import dev.offstage.Background;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.WhenKnown;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.internal.agent.AgentBridgeV1;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives with the fixtures' classes in them. */
final class Archives {
  /** The names of the fixtures' classes. */
  static final String[] CLASSES = classes();

  /** What of the library is in them. */
  static final Class<?>[] LIBRARY = {
    Background.class,
    Start.class,
    Answer.class,
    Priority.class,
    WhenKnown.class,
    AgentBridgeV1.class
  };

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private static Path folder() {
    try {
      return new File(Post.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] classes() {
    try (Stream<Path> files = Files.walk(folder().resolve("dev/offstage/agent/app"))) {
      return files
          .map(file -> folder().relativize(file).toString().replace(File.separatorChar, '.'))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All fixtures, and of the library what they refer to, below {@code WEB-INF/classes/}, say. */
  Archives withClasses(String prefix) throws IOException {
    try (ClassFiles files = new ClassFiles()) {
      for (Class<?> type : LIBRARY) {
        String path = type.getName().replace('.', '/') + ".class";
        with(prefix + path, files.read(type.getClassLoader(), type.getName()));
      }
    }
    // Whether it is there is all that matters.
    with(prefix + "dev/offstage/servlet/OffstageFilter.class", new byte[0]);
    for (String name : CLASSES) {
      String path = name.replace('.', '/') + ".class";
      with(prefix + path, Files.readAllBytes(folder().resolve(path)));
    }
    return this;
  }

  Archives with(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  Archives withWebXml(String rules) {
    String xml =
        "<?xml version='1.0'?>\n<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web"
            + " Application 2.3//EN' 'http://127.0.0.1:9/web-app_2_3.dtd'>\n<web-app><context-param>"
            + "<param-name>offstage.redirect</param-name><param-value>\n"
            + rules
            + "\n</param-value></context-param></web-app>";
    return with("WEB-INF/web.xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes);
    return bytes.toByteArray();
  }

  String writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out);
    }
    return file.toString();
  }

  /** As a server unpacks it. */
  String unpackTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return folder.toString();
  }

  private void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      zip.putNextEntry(new ZipEntry(entry.getKey()));
      zip.write(entry.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /** The lines that begin so, without their indentation. */
  static List<String> lines(String text, String start) {
    return Stream.of(text.split("\n"))
        .map(String::trim)
        .filter(line -> line.startsWith(start))
        .sorted()
        .collect(Collectors.toList());
  }
}
