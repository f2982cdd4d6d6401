package dev.offstage.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Imports point one way: each room of the servlet layer knows those before it, and no other. */
class RoomsTest {
  private static final String SERVLET = "dev.offstage.servlet.";
  private static final List<String> ROOMS =
      Arrays.asList("http", "server", "snapshot", "reply", "respond", "lifecycle");
  private static final File CLASSES =
      new File(Jdks.module(), "target/classes/dev/offstage/servlet");

  private final JavaClasses servlet = new ClassFileImporter().importPath(CLASSES.toPath());

  @Test
  void a_room_knows_only_those_before_it() {
    for (int i = 0; i < ROOMS.size() - 1; i++) {
      String[] later =
          ROOMS.subList(i + 1, ROOMS.size()).stream()
              .map(room -> SERVLET + room + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(SERVLET + ROOMS.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(servlet);
    }
  }

  @Test
  void the_sheet_of_rooms_is_the_folders_in_their_order() throws Exception {
    Path contributing = new File(Jdks.module(), "../CONTRIBUTING.md").toPath();
    String section =
        new String(Files.readAllBytes(contributing), StandardCharsets.UTF_8)
            .split("## The rooms of the servlet layer\n")[1]
            .split("\n## ")[0];
    List<String> sheet = new ArrayList<>();
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(section);
    while (row.find()) {
      sheet.add(row.group(1));
    }

    assertThat(CLASSES.list((in, name) -> !name.contains(".")))
        .containsExactlyInAnyOrderElementsOf(ROOMS);
    assertThat(sheet).isEqualTo(ROOMS);
  }

  @Test
  void rooms_of_early_answers_go_in_no_circle() {
    slices().matching(SERVLET + "respond.(*)..").should().beFreeOfCycles().check(servlet);
  }

  /** They know all rooms: a room that used them would know itself from behind. */
  @Test
  void rooms_do_not_use_the_ways_in() {
    noClasses()
        .that()
        .resideInAPackage(SERVLET + "(**)")
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
