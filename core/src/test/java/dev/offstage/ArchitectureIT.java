package dev.offstage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.offstage.testing.ConstantPool;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Imports point one way: each room of core knows those before it, and no other. */
class ArchitectureIT {
  private static final String INTERNAL = "dev.offstage.internal.";
  private static final List<String> ROOMS =
      Arrays.asList(
          "jvm", "log", "text", "codec", "cron", "context", "task", "request", "commit", "gate",
          "store", "workers", "pool", "runtime", "agent");
  private static final File CLASSES = new File(Jdks.module(), "target/classes");
  private static final File SOURCES = new File(Jdks.module(), "src/main/java");

  static {
    ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.WARN);
  }

  private final JavaClasses core = new ClassFileImporter().importPath(CLASSES.toPath());

  @Test
  void a_room_knows_only_those_before_it() {
    for (int i = 0; i < ROOMS.size(); i++) {
      String[] later =
          ROOMS.subList(i + 1, ROOMS.size()).stream()
              .map(room -> INTERNAL + room + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(INTERNAL + ROOMS.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .check(core);
      }
    }
  }

  @Test
  void rooms_go_in_no_circle() {
    slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(core);
  }

  @Test
  void nobody_in_core_knows_the_room_of_the_agent() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERNAL + "agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL + "agent..")
        .check(core);
  }

  /** The ways in know all rooms: a room that used them would know itself from behind. */
  @Test
  void rooms_know_the_types_of_the_api_and_not_its_ways_in() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "(**)")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.offstage\\.(Offstage|PoolBuilder|TaskBuilder|TestMode)(\\$.*)?")
        .check(core);
    classes()
        .that()
        .resideInAPackage("dev.offstage")
        .and()
        .areNotPublic()
        .and()
        .areTopLevelClasses()
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage("dev.offstage")
        .check(core);
  }

  @Test
  void the_sheet_of_rooms_is_the_folders_in_their_order() throws Exception {
    List<String> sheet = new ArrayList<>();
    String contributing = text(new File(Jdks.module(), "../CONTRIBUTING.md").toPath());
    String section = contributing.split("## The rooms of core\n")[1].split("\n## ")[0];
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(section);
    while (row.find()) {
      sheet.add(row.group(1));
    }

    assertThat(new File(SOURCES, "dev/offstage/internal").list((in, name) -> !name.contains(".")))
        .containsExactlyInAnyOrderElementsOf(ROOMS);
    assertThat(sheet).isEqualTo(ROOMS);
  }

  @Test
  void core_names_no_class_of_the_servlet_layer_even_as_a_text() throws Exception {
    List<String> named = new ArrayList<>();
    List<Path> files = ConstantPool.classFiles(CLASSES.toPath());
    for (Path file : files) {
      for (String text : ConstantPool.texts(file)) {
        if (text.replace('/', '.').matches("(?s).*dev\\.offstage\\.(servlet|javaee)\\b.*")) {
          named.add(file.getFileName() + ": " + text);
        }
      }
    }

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(named).isEmpty();
  }

  @Test
  void only_the_servlet_layer_shares_the_room_of_the_agent() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String module : new String[] {"agent", "demo-webapp", "framework-webapp", "benchmarks"}) {
      files.addAll(javaFiles(new File(Jdks.module(), "../" + module + "/src/main/java")));
    }
    List<Path> guests = new ArrayList<>();
    for (Path file : files) {
      if (text(file).contains("import " + INTERNAL + "agent.")) {
        guests.add(file);
      }
    }

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(guests).isEmpty();
  }

  @Test
  void a_file_can_be_read_at_one_sitting() throws Exception {
    List<String> tooLong = new ArrayList<>();
    List<Path> files = javaFiles(SOURCES);
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      if (lines > 300) {
        tooLong.add(file.getFileName() + ": " + lines);
      }
    }

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> javaFiles(File folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder.toPath())) {
      return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
    }
  }

  private static String text(Path file) throws Exception {
    return new String(Files.readAllBytes(file), "UTF-8");
  }
}
