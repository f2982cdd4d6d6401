package dev.offstage.durable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.text.Log;
import dev.offstage.testing.Jdks;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that users put beside offstage.jar, as it was built. */
class OffstageDurableJarIT {
  private static final File FILE = new File(Jdks.module(), "target/offstage-durable.jar");
  private static final int JAVA_8 = 52;

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(FILE);
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  private List<String> names() {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(JarEntry::getName)
        .collect(Collectors.toList());
  }

  private List<String> classes() {
    return names().stream().filter(it -> it.endsWith(".class")).collect(Collectors.toList());
  }

  private byte[] bytes(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void every_class_is_one_of_java_8() throws IOException {
    for (String name : classes()) {
      try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getJarEntry(name)))) {
        in.readInt();
        in.readUnsignedShort();
        assertThat(in.readUnsignedShort()).as(name).isEqualTo(JAVA_8);
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void every_class_and_all_that_it_names_loads_on(int jdk) throws Exception {
    List<String> command =
        Arrays.asList(
            Jdks.java(Jdks.home(jdk)),
            "-cp",
            System.getProperty("java.class.path"),
            EveryClass.class.getName(),
            FILE.getPath(),
            core());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        output.write(b);
      }
    }

    assertThat(output.toString("UTF-8").trim())
        .isEqualTo(classes().size() + " classes, 0 problems");
  }

  private static String core() throws URISyntaxException {
    return new File(Log.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getPath();
  }

  @Test
  void nothing_else_is_inside_and_nothing_that_old_containers_stumble_over() {
    assertThat(names())
        .allMatch(
            name ->
                name.startsWith("dev/offstage/durable/")
                    || name.startsWith("META-INF/services/dev.offstage.")
                    || name.matches("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE)"))
        .noneMatch(name -> name.contains("module-info"))
        .contains(
            "dev/offstage/durable/lib/scheduler/Scheduler.class",
            "dev/offstage/durable/lib/nanojson/JsonParser.class");
  }

  @Test
  void no_class_mentions_the_packages_that_the_engine_came_from() throws IOException {
    for (String name : classes()) {
      assertThat(new String(bytes(name), ISO_8859_1))
          .as(name)
          .doesNotContain("com/github/", "com.github.", "com/grack/", "com.grack.", "slf4j");
    }
  }

  @Test
  void the_notice_says_what_is_inside_and_that_it_was_changed() throws IOException {
    assertThat(new String(bytes("META-INF/NOTICE"), UTF_8))
        .contains("Modified class files", "Apache License, Version 2.0")
        .contains("db-scheduler", "Micro-jdbc", "cron-utils", "nanojson");
    assertThat(new String(bytes("META-INF/LICENSE"), UTF_8))
        .contains("Apache License", "Version 2.0, January 2004");
  }

  @Test
  void the_manifest_has_a_module_name_and_the_version() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("dev.offstage.durable");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).matches("\\d+\\..*");
    assertThat(manifest.getValue("Multi-Release")).isNull();
  }

  /** Whoever takes a jar from there takes this one. */
  @Test
  void it_is_the_only_one_in_its_folder() {
    assertThat(FILE.getParentFile().list())
        .filteredOn(name -> name.matches(".*(?<!-sources|-javadoc|-tests)\\.jar"))
        .containsExactly("offstage-durable.jar");
  }

  @Test
  void it_is_small() throws IOException {
    assertThat(Files.size(FILE.toPath())).isLessThan(900_000);
  }
}
