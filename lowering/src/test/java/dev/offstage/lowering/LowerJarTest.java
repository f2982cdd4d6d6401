package dev.offstage.lowering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowerJarTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 23, 0, 0);

  @TempDir Path folder;

  private Path jar;
  private Path lowered;

  @BeforeEach
  void put_a_record_into_a_jar() throws IOException {
    Program.compile(folder, "record Program(int i) {}", Program.NO_SUBSTITUTES);
    jar = folder.resolve("program.jar");
    lowered = folder.resolve("lowered.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      put(out, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(UTF_8));
      put(out, "META-INF/", new byte[0]);
      for (String name : List.of("Program.class", "Java8.class")) {
        put(out, name, Files.readAllBytes(folder.resolve("classes").resolve(name)));
      }
      put(out, "text.properties", "key=value".getBytes(UTF_8));
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    out.write(bytes);
  }

  @Test
  void all_entries_keep_their_order_times_and_contents_except_for_lowered_classes()
      throws IOException {
    LowerJar.main(new String[] {jar.toString(), lowered.toString(), "Java8"});

    try (ZipFile before = new ZipFile(jar.toFile());
        ZipFile after = new ZipFile(lowered.toFile())) {
      assertThat(after.stream().map(ZipEntry::getName).toList())
          .isEqualTo(before.stream().map(ZipEntry::getName).toList());
      assertThat(after.stream().map(ZipEntry::getTimeLocal).distinct()).containsExactly(TIME);
      for (ZipEntry entry : after.stream().toList()) {
        byte[] bytes = after.getInputStream(entry).readAllBytes();
        if (entry.getName().equals("Program.class")) {
          assertThat(bytes[7]).isEqualTo((byte) 52);
        } else {
          assertThat(bytes).isEqualTo(before.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  @Test
  void two_runs_write_the_same_bytes() throws IOException {
    Path again = folder.resolve("again.jar");
    LowerJar.lower(jar, lowered, "Java8", List.of());
    LowerJar.lower(jar, again, "Java8", List.of());

    assertThat(lowered).hasSameBinaryContentAs(again);
  }

  @Test
  void a_class_of_a_jar_that_will_stand_beside_it_is_known() throws IOException {
    Path uses = Files.createDirectories(folder.resolve("uses"));
    Program.compile(
        uses, "class Program { static class Beside {} Beside beside; }", Program.NO_SUBSTITUTES);
    Path beside = Files.createDirectories(folder.resolve("beside"));
    Files.move(uses.resolve("classes/Program$Beside.class"), beside.resolve("Beside.class"));

    assertThat(LowerJar.lower(uses.resolve("classes"), lowered, "Java8", List.of()))
        .containsExactly("Program uses Program$Beside, which is neither in Java 8 nor in the jar");
    assertThat(LowerJar.lower(uses.resolve("classes"), lowered, "Java8", List.of(beside)))
        .isEmpty();
  }
}
