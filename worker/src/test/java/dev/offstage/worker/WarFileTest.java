package dev.offstage.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WARs that do not come from a build. */
class WarFileTest {
  private static final byte[] CONTENT = new byte[100];

  @TempDir Path folder;
  private Path unpacked;

  @BeforeEach
  void make() throws Exception {
    unpacked = Files.createDirectory(folder.resolve("unpacked"));
  }

  private void unpack(TestWar war, long mostBytes, int mostFiles) throws Exception {
    Path file = war.writeTo(folder.resolve("a.war"));
    new WarFile(file, unpacked, mostBytes, mostFiles).unpack();
  }

  @Test
  void only_what_a_worker_needs_is_unpacked() throws Exception {
    unpack(
        new TestWar()
            .file("index.jsp", CONTENT)
            .file("WEB-INF/views/a.jsp", CONTENT)
            .file("WEB-INF/lib/a.jar", CONTENT)
            .file("WEB-INF/classes/mail/text.txt", CONTENT),
        1000,
        10);

    assertThat(unpacked.resolve("WEB-INF/lib/a.jar")).hasBinaryContent(CONTENT);
    assertThat(unpacked.resolve("WEB-INF/classes/mail/text.txt")).hasBinaryContent(CONTENT);
    assertThat(unpacked.resolve("WEB-INF/web.xml")).exists();
    assertThat(unpacked.resolve("index.jsp")).doesNotExist();
    assertThat(unpacked.resolve("WEB-INF/views")).doesNotExist();
  }

  @Test
  void a_name_that_leads_out_of_the_folder_is_refused() {
    for (String name : new String[] {"../../../evil.txt", "../../evil.txt", "../../x/a/../../e"}) {
      assertThatThrownBy(
              () -> unpack(new TestWar().file("WEB-INF/classes/" + name, CONTENT), 1000, 10))
          .isInstanceOf(WorkerException.class)
          .hasMessageContaining("none of its own: WEB-INF/classes/" + name);
    }
    assertThat(folder.resolve("evil.txt")).doesNotExist();
    assertThat(unpacked).isEmptyDirectory();
  }

  @Test
  void a_war_of_any_size_fills_no_disk() {
    assertThatThrownBy(() -> unpack(new TestWar().file("WEB-INF/lib/a.jar", CONTENT), 99, 10))
        .hasMessageContaining("is larger than 99 bytes when it is unpacked");
    TestWar many = new TestWar();
    for (int i = 0; i < 10; i++) {
      many.file("WEB-INF/lib/" + i + ".jar", CONTENT);
    }
    assertThatThrownBy(() -> unpack(many, 10_000, 9)).hasMessageContaining("more than 9 files");
  }
}
