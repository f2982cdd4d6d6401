package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Letters;
import dev.offstage.agent.rules.Rules;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/how-it-works.md shows what is really written into a method. */
class HowItWorksIT {
  private static final Path PAGE = new File(Jdks.module(), "../docs/how-it-works.md").toPath();

  @TempDir private Path folder;

  /** The method as javap shows it, without the numbers of constants. */
  private String method(byte[] classFile) throws Exception {
    Path file = folder.resolve("Letters.class");
    Files.write(file, classFile);
    String javap = new File(System.getProperty("java.home"), "bin/javap").getPath();
    Jvm shown = Jvm.run(Arrays.asList(javap, "-c", file.toString()), Collections.emptyMap());
    String code = shown.out.substring(shown.out.indexOf("  public void send("));
    return code.substring(0, code.lastIndexOf('}'))
        .trim()
        .replaceAll(" #\\d+(,  0)?", "")
        .replaceAll("(?m) +// ", "  // ")
        .replaceAll("(?m)^  ", "");
  }

  @Test
  void the_page_shows_the_method_before_and_after() throws Exception {
    byte[] before = ClassFiles.of(Letters.class);
    byte[] after =
        Redirector.redirect(
                getClass().getClassLoader(),
                Letters.class.getName(),
                before,
                Rules.parse(Letters.class.getName() + "#send", "the page").list())
            .classFile;
    String page = new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8);
    String begin = "<!-- before: written by HowItWorksIT -->\n";
    String end = "<!-- end -->\n";
    String expected =
        page.substring(0, page.indexOf(begin) + begin.length())
            + "```\n"
            + method(before)
            + "\n```\n<!-- after -->\n```\n"
            + method(after)
            + "\n```\n"
            + page.substring(page.indexOf(end));
    if (Boolean.getBoolean("docs.update")) {
      Files.write(PAGE, expected.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8))
        .as(
            "docs/how-it-works.md is not what is woven; write it anew with: mvn -pl core,agent verify"
                + " -Dtest=none -Dit.test=HowItWorksIT -Ddocs.update=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false")
        .isEqualTo(expected);
  }
}
