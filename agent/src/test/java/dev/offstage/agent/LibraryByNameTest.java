package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.ConstantPool;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent knows the library by name only: it links to none of its classes. */
class LibraryByNameTest {
  @Test
  void no_class_of_the_agent_links_to_one_of_the_library() throws Exception {
    List<String> links = new ArrayList<>();
    List<Path> files = ConstantPool.classFiles(new File(Jdks.module(), "target/classes").toPath());
    for (Path file : files) {
      for (String name : ConstantPool.classes(file)) {
        if (name.matches("\\[*L?dev/offstage/(?!agent/).*")) {
          links.add(file.getFileName() + " -> " + name);
        }
      }
    }

    assertThat(files).hasSizeGreaterThan(50);
    assertThat(links).isEmpty();
  }
}
