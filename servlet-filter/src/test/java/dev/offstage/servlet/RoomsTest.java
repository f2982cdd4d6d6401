package dev.offstage.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports point one way: each room of the servlet layer knows those before it, and no other. */
class RoomsTest {
  private static final File CLASSES =
      new File(Jdks.module(), "target/classes/dev/offstage/servlet");

  private final JavaClasses servlet = new ClassFileImporter().importPath(CLASSES.toPath());

  /** A section of CONTRIBUTING.md, and the folder whose rooms it lists. */
  @ParameterizedTest
  @CsvSource({"the servlet layer, ''", "respond, respond"})
  void a_room_knows_only_those_before_it(String section, String folder) throws Exception {
    String parent = "dev.offstage.servlet." + (folder.isEmpty() ? "" : folder + ".");
    List<String> rooms = sheet(section);
    assertThat(new File(CLASSES, folder).list((in, name) -> !name.contains(".")))
        .containsExactlyInAnyOrderElementsOf(rooms);
    for (int i = 0; i < rooms.size() - 1; i++) {
      String[] later =
          rooms.subList(i + 1, rooms.size()).stream()
              .map(room -> parent + room + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(parent + rooms.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(servlet);
    }
  }

  private static List<String> sheet(String section) throws IOException {
    Path contributing = new File(Jdks.module(), "../CONTRIBUTING.md").toPath();
    String text =
        new String(Files.readAllBytes(contributing), StandardCharsets.UTF_8)
            .split("## The rooms of " + section + "\n")[1]
            .split("\n##")[0];
    List<String> rooms = new ArrayList<>();
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(text);
    while (row.find()) {
      rooms.add(row.group(1));
    }
    return rooms;
  }

  @Test
  void what_spring_boot_has_without_servlets_does_not_know_them() {
    JavaClasses boot =
        new ClassFileImporter().importPath(new File(CLASSES, "../boot").toPath().normalize());
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.offstage.servlet..", "jakarta.servlet..")
        .check(boot);
  }

  /**
   * They know all rooms: a room that used them would know itself from behind. Spring Boot's is
   * called by its framework only, and then does what a container does.
   */
  @Test
  void rooms_do_not_use_the_ways_in() {
    noClasses()
        .that()
        .resideInAPackage("dev.offstage.servlet.(**)")
        .and()
        .resideOutsideOfPackage("dev.offstage.servlet.boot")
        .and()
        .haveNameNotMatching(".*\\.LentObjects")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "dev\\.offstage\\.servlet\\.(AsyncReply|OffstageFilter|OffstageInitializer"
                + "|OffstageListener|SnapshotArguments|TaskStatus)(\\$.*)?")
        .check(servlet);
  }
}
