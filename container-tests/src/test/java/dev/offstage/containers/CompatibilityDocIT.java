package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in the docs is of these servers, in these versions. */
class CompatibilityDocIT {
  @Test
  void each_server_has_its_row_and_all_tests_have_passed_there() throws Exception {
    List<String> lines = Files.readAllLines(CompatibilityTable.docs());
    for (Platform platform : Platform.all()) {
      assertThat(lines)
          .as("to write it: mvn verify -Pall-servers -Ddocs.update=true")
          .filteredOn(line -> line.startsWith(CompatibilityRow.begin(platform)))
          .singleElement()
          .asString()
          .doesNotContain("failed");
    }
  }
}
