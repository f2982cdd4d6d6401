package dev.offstage.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/workers.md is the options. */
class WorkersDocTest {
  @Test
  void the_page_has_the_options_in_their_order() throws Exception {
    List<String> page = Files.readAllLines(new File(Jdks.module(), "../docs/workers.md").toPath());

    assertThat(page.stream().filter(line -> line.startsWith("| `--")))
        .containsExactlyElementsOf(
            Stream.of(Option.values())
                .map(option -> "| `" + option.usage() + "` | " + option.help() + " |")
                .collect(Collectors.toList()));
  }
}
