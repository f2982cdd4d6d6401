package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For a minute nobody knew whether attach was doing anything. */
class ProgressTest {
  @TempDir private Path folder;

  @Test
  void should_tell_the_command_how_far_it_is() throws Exception {
    Path file = Files.createFile(folder.resolve("result.txt"));
    Progress progress = new Progress(file.toString(), 0);

    progress.lookedAt(600, 9000, 15);
    progress.lookedAt(1200, 9000, 31);

    assertThat(Files.readAllLines(file))
        .containsExactly("offstage-progress looked at 1200 of 9000 loaded classes, in 31 jars");
  }

  @Test
  void should_not_tell_more_often_than_somebody_can_read() throws Exception {
    Path file = Files.createFile(folder.resolve("result.txt"));

    new Progress(file.toString(), Long.MAX_VALUE).lookedAt(1, 2, 3);

    assertThat(file).isEmptyFile();
  }

  @Test
  void should_not_make_a_file_that_nobody_waits_for() {
    Path gone = folder.resolve("gone.txt");

    new Progress(gone.toString(), 0).lookedAt(1, 2, 3);
    new Progress(null, 0).lookedAt(1, 2, 3);

    assertThat(gone).doesNotExist();
  }
}
