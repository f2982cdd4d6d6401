package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.Page;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation names the version that is built here. */
class VersionDocTest {
  private static final Pattern PROJECT =
      Pattern.compile("<artifactId>offstage-parent</artifactId>\\s*<version>(.+?)</version>");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:<artifactId>offstage[a-z-]*</artifactId>\\s*<version>|dev\\.offstage:offstage[a-z-]*:"
              + "|Offstage )(\\d[^< ']*)");

  @Test
  void the_examples_name_this_version_and_no_other() throws Exception {
    File pom = new File(Jdks.module(), "../pom.xml");
    Matcher project =
        PROJECT.matcher(new String(Files.readAllBytes(pom.toPath()), StandardCharsets.UTF_8));
    assertThat(project.find()).isTrue();

    TreeSet<String> versions = new TreeSet<>();
    for (Page page : Page.all()) {
      Matcher named = NAMED.matcher(page.text());
      while (named.find()) {
        versions.add(named.group(1));
      }
    }

    assertThat(versions).containsExactly(project.group(1));
  }
}
