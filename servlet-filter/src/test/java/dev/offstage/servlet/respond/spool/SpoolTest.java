package dev.offstage.servlet.respond.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Spool spool) throws IOException {
    try (InputStream in = spool.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 65_537, 1_000_000})
  void what_is_written_is_read_as_often_as_wanted_and_then_all_is_given_back(int size)
      throws IOException {
    Spools spools = new Spools(folder, MIB, 4 * MIB, 100);
    Spool spool = spools.open("a", size);
    byte[] content = bytes(size);
    for (int i = 0; i < size; i += 10_000) {
      spool.write(content, i, Math.min(10_000, size - i));
    }
    spool.complete();
    assertThat(spool.size()).isEqualTo(size);
    assertThat(read(spool)).isEqualTo(content);
    assertThat(read(spool)).isEqualTo(content);
    assertThat(files()).isEqualTo(size > 65_536 ? 1 : 0);
    spool.free();
    spool.free();
    assertThat(files()).isZero();
    assertThat(spools.memory().taken()).isZero();
    assertThat(spools.disk().taken()).isZero();
    assertThatIOException().isThrownBy(spool::open);
  }

  @Test
  void without_memory_left_a_small_one_is_a_file() throws IOException {
    Spools spools = new Spools(folder, 16 * 1024, MIB, 100);
    Spool first = spools.open("a", MIB);
    first.write(bytes(16 * 1024));
    Spool second = spools.open("a", MIB);
    second.write(bytes(10));
    second.complete();
    assertThat(files()).isEqualTo(1);
    assertThat(read(second)).isEqualTo(bytes(10));
    first.free();
    second.free();
    assertThat(spools.memory().taken()).isZero();
    assertThat(files()).isZero();
  }

  @Test
  void more_than_its_limit_is_refused() {
    Spool spool = new Spools(folder, MIB, MIB, 100).open("a", 10);
    assertThatExceptionOfType(Spool.TooLargeException.class)
        .isThrownBy(() -> spool.write(bytes(11)))
        .withMessageContaining("10 bytes");
  }

  @Test
  void more_than_all_files_may_take_is_refused_and_nothing_stays() throws IOException {
    Spools spools = new Spools(folder, 0, 100_000, 100);
    Spool spool = spools.open("a", MIB);
    spool.write(bytes(90_000));
    assertThatExceptionOfType(Spool.NoRoomException.class)
        .isThrownBy(() -> spool.write(bytes(20_000)))
        .withMessageContaining("offstage.respond.disk");
    spool.free();
    assertThat(spools.disk().taken()).isZero();
    assertThat(files()).isZero();
  }

  @Test
  void a_client_takes_no_more_than_its_share_and_another_has_room() throws IOException {
    Spools spools = new Spools(folder, 0, 100_000, 20);
    Spool greedy = spools.open("a", MIB);
    greedy.write(bytes(20_000));
    assertThatExceptionOfType(Spool.ShareUsedUpException.class)
        .isThrownBy(() -> greedy.write(1))
        .withMessageContaining("offstage.pool.share");
    Spool polite = spools.open("b", MIB);
    polite.write(bytes(20_000));
    assertThat(spools.onDisk("a")).isEqualTo(20_000);
    greedy.free();
    polite.free();
    assertThat(spools.onDisk("a")).isZero();
    assertThat(spools.disk().taken()).isZero();
  }

  @Test
  void a_share_of_the_memory_that_is_used_up_makes_a_file_of_the_next() throws IOException {
    Spools spools = new Spools(folder, 100_000, MIB, 20);
    Spool first = spools.open("a", MIB);
    first.write(bytes(16_000));
    Spool second = spools.open("a", MIB);
    second.write(bytes(16_000));
    Spool others = spools.open("b", MIB);
    others.write(bytes(16_000));
    assertThat(spools.onDisk("a")).isEqualTo(16_000);
    assertThat(spools.onDisk("b")).isZero();
    first.free();
    second.free();
    others.free();
  }

  @Test
  void what_may_go_makes_room_for_what_comes() throws IOException {
    Spools spools = new Spools(folder, 0, 100_000, 100);
    Spool kept = spools.open("a", MIB);
    kept.write(bytes(90_000));
    kept.complete();
    spools.reclaimBy(
        (client, itsOwn) -> {
          assertThat(client).isEqualTo("b");
          assertThat(itsOwn).isFalse();
          kept.free();
          return true;
        });
    Spool next = spools.open("b", MIB);
    next.write(bytes(90_000));
    next.free();
  }

  @Test
  void a_folder_that_cannot_be_is_no_room() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Spools spools = new Spools(file.resolve("folder"), 0, MIB, 100);
    assertThatExceptionOfType(Spool.NoRoomException.class)
        .isThrownBy(() -> spools.open("a", MIB).write(1))
        .withMessageContaining("no temporary file can be made");
  }

  @Test
  void what_a_killed_jvm_has_left_is_deleted_and_nothing_else() throws IOException {
    Path old = Files.createFile(folder.resolve("offstage-1.tmp"));
    Files.setLastModifiedTime(old, FileTime.fromMillis(0));
    Path others = Files.createFile(folder.resolve("upload-1.tmp"));
    Files.setLastModifiedTime(others, FileTime.fromMillis(0));
    Path young = Files.createFile(folder.resolve("offstage-2.tmp"));
    new Spools(folder, 0, 0, 100).deleteLeftovers();
    assertThat(old).doesNotExist();
    assertThat(others).exists();
    assertThat(young).exists();
  }
}
