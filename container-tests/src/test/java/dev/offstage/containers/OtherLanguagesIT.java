package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other compilers make of marked methods, and of methods that rules name. */
class OtherLanguagesIT {
  private static final String POOL = " on offstage-main-default-N";

  @TempDir private Path folder;

  private static String source(String name) {
    return Built.classes().resolve("programs").resolve(name).toString();
  }

  private List<String> run(String main, Path runtime, String... rules) throws Exception {
    return Program.run(
        List.of(
            Program.agent(folder, rules),
            "-cp",
            Program.classPath(folder.resolve("out"), runtime, Built.offstageJar()),
            main));
  }

  @Test
  void kotlin_functions_of_every_kind_are_redirected_once_and_suspend_functions_refused()
      throws Exception {
    Path stdlib = Built.jar("kotlin-stdlib");
    List<String> compiler =
        Program.run(
            List.of(
                "-cp",
                Program.classPath(
                    Built.jar("kotlin-compiler-embeddable"),
                    stdlib,
                    Built.jar("kotlinx-coroutines-core-jvm"),
                    Built.jar("annotations")),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-cp",
                Program.classPath(stdlib, Built.offstageJar()),
                "-d",
                folder.resolve("out").toString(),
                source("mailer.kt")));
    assertThat(compiler).isEmpty();
    String mailer = "dev.offstage.containers.kotlin.Mailer";

    List<String> lines =
        run(
            mailer + "Kt",
            stdlib,
            mailer + "#count returns=7",
            mailer + "Kt#unmarked(String, int)",
            mailer + "$Companion#unmarked*");

    assertThat(Program.ownLines(lines))
        .containsExactlyInAnyOrder(
            "run: send Ann 2" + POOL,
            "run: reply Ann" + POOL,
            "answer: dear Ann",
            "run: overloaded Ann 3" + POOL,
            "run: mangled" + POOL,
            "run: suspended on main",
            "run: count" + POOL,
            "answer: 7",
            "run: draw a line" + POOL,
            "run: inCompanion a" + POOL,
            "run: jvmStatic b" + POOL,
            "run: singleton" + POOL,
            "run: topLevel c 1" + POOL,
            "run: extension" + POOL,
            "run: unmarked d 5" + POOL,
            "run: unmarkedInCompanion" + POOL,
            "the program has ended");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("[offstage] refuses"))
        .singleElement()
        .asString()
        .contains("#suspended(", "it is a Kotlin suspend function");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void groovy_methods_are_redirected_once_however_they_are_called(boolean invokeDynamic)
      throws Exception {
    Path groovy = Built.jar("groovy");
    List<String> compiler =
        Program.run(
            List.of(
                "-Dgroovy.target.indy=" + invokeDynamic,
                "-cp",
                Program.classPath(groovy, Built.offstageJar()),
                "org.codehaus.groovy.tools.FileSystemCompiler",
                "-d",
                folder.resolve("out").toString(),
                source("Clerk.groovy")));
    assertThat(compiler).isEmpty();
    String clerk = "dev.offstage.containers.groovy.Clerk";

    List<String> lines = run(clerk, groovy, clerk + "#byRule returns=\"at once\"");

    assertThat(Program.ownLines(lines))
        .containsExactlyInAnyOrder(
            "run: file a 2" + POOL,
            "run: reply Ann" + POOL,
            "answer: dear Ann",
            "run: everywhere 2" + POOL,
            "run: hidden x" + POOL,
            "run: checked 7" + POOL,
            "run: dynamic on main",
            "answer: as written",
            "run: byRule b" + POOL,
            "answer: at once",
            "run: stamp c" + POOL,
            "run: checked 8" + POOL,
            "the program has ended");
    assertThat(lines)
        .anyMatch(line -> line.contains("#dynamic()") && line.contains("returns java.lang.Object"));
  }
}
