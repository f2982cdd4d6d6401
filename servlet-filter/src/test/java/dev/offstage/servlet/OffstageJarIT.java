package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar that users put into WEB-INF/lib, as it was built. */
class OffstageJarIT {
  private static final Path JAR = Path.of(System.getProperty("basedir"), "target/offstage.jar");
  private static final int JAVA_8 = 52;
  private static final String SERVICE = "META-INF/services/%s.servlet.ServletContainerInitializer";

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(JAR.toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  private Stream<String> names() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName);
  }

  private byte[] bytes(String name) throws IOException {
    return jar.getInputStream(jar.getJarEntry(name)).readAllBytes();
  }

  /** The classes of a package as text, in which all that they mention can be found. */
  private Map<String, String> classes(String folder) throws IOException {
    Map<String, String> classes = new TreeMap<>();
    for (String name : names().filter(it -> it.endsWith(".class")).toList()) {
      if (name.startsWith(folder)) {
        classes.put(name.substring(folder.length()), new String(bytes(name), ISO_8859_1));
      }
    }
    return classes;
  }

  @Test
  void every_class_loads_on_java_8() throws IOException {
    for (String name : classes("").keySet()) {
      try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getJarEntry(name)))) {
        in.readInt();
        in.readUnsignedShort();
        assertThat(in.readUnsignedShort()).as(name).isLessThanOrEqualTo(JAVA_8);
      }
    }
  }

  @Test
  void the_two_halves_have_the_same_classes() throws IOException {
    assertThat(classes("dev/offstage/javaee/").keySet())
        .isEqualTo(classes("dev/offstage/servlet/").keySet())
        .contains("OffstageInitializer.class", "OffstageFilter.class", "AsyncReply.class");
  }

  @Test
  void no_half_mentions_the_other_or_its_api() throws IOException {
    classes("dev/offstage/servlet/")
        .forEach(
            (name, text) ->
                assertThat(text)
                    .as("jakarta " + name)
                    .doesNotContain("javax/servlet", "javax.servlet", "offstage/javaee"));
    classes("dev/offstage/javaee/")
        .forEach(
            (name, text) ->
                assertThat(text)
                    .as("javax " + name)
                    .doesNotContain(
                        "jakarta/servlet", "jakarta.servlet", "offstage/servlet", "stage.servlet"));
  }

  @Test
  void the_core_knows_nothing_of_servlets() throws IOException {
    classes("dev/offstage/")
        .forEach(
            (name, text) -> {
              if (!name.startsWith("servlet/") && !name.startsWith("javaee/")) {
                assertThat(text).as(name).doesNotContain("jakarta/servlet", "javax/servlet");
              }
            });
  }

  @Test
  void both_halves_find_the_waiting_page() throws IOException {
    String folder = "dev/offstage/waiting/";
    assertThat(names()).contains(folder + "waiting-page.html", folder + "waiting_en.properties");
    for (String half : new String[] {"servlet", "javaee"}) {
      assertThat(classes("dev/offstage/" + half + "/respond/page/").get("WordingFile.class"))
          .contains("/" + folder);
    }
  }

  @Test
  void each_container_finds_the_initializer_of_its_half() throws IOException {
    assertThat(text(SERVICE.formatted("jakarta")))
        .isEqualTo("dev.offstage.servlet.OffstageInitializer");
    assertThat(text(SERVICE.formatted("javax")))
        .isEqualTo("dev.offstage.javaee.OffstageInitializer");
  }

  private String text(String name) throws IOException {
    return new String(bytes(name), UTF_8).trim();
  }

  @Test
  void spring_boot_finds_classes_that_are_there() throws IOException {
    for (String file :
        List.of(
            "META-INF/spring.factories",
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")) {
      assertThat(text(file).lines())
          .filteredOn(line -> line.startsWith("dev.offstage."))
          .hasSizeGreaterThanOrEqualTo(3)
          .map(line -> line.replaceAll("[,\\\\]", "").replace('.', '/') + ".class")
          .allMatch(name -> jar.getEntry(name) != null);
    }
  }

  @Test
  void nothing_else_is_inside_and_nothing_that_old_containers_stumble_over() {
    assertThat(names())
        .allMatch(
            name ->
                name.startsWith("dev/offstage/") && name.matches(".*\\.(class|html|properties)")
                    || name.startsWith("META-INF/services/")
                    || name.matches("META-INF/spring[-./].*")
                    || name.equals("META-INF/MANIFEST.MF")
                    || name.equals("META-INF/LICENSE"))
        .noneMatch(name -> name.contains("module-info") || name.contains("META-INF/versions"))
        .contains("META-INF/LICENSE");
  }

  @Test
  void the_manifest_has_a_module_name_and_the_version() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("dev.offstage");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).matches("\\d+\\..*");
    assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isNull();
  }

  /** Whoever takes a jar from there takes this one. */
  @Test
  void it_is_the_only_one_in_its_folder() throws IOException {
    try (Stream<Path> files = Files.list(JAR.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches(".*(?<!-sources|-javadoc)\\.jar"))
          .containsExactly("offstage.jar");
    }
  }

  @Test
  void it_is_small() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(1_700_000);
  }
}
