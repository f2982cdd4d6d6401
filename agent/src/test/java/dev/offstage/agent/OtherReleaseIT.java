package dev.offstage.agent;

import static dev.offstage.agent.Program.home;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a detach, another release of the agent in the same JVM. */
class OtherReleaseIT {
  private static final String INLINE = "completable@main send x@main";
  private static final String ALL =
      "completable@offstage-shop-default-N send x@offstage-shop-default-N";

  @TempDir private Path folder;

  /** The built jar under another version. */
  private Path release(String version) throws IOException {
    Path copy = folder.resolve("agent-" + version + ".jar");
    try (JarFile jar = new JarFile(Jvm.agentJar())) {
      Manifest manifest = jar.getManifest();
      manifest.getMainAttributes().putValue("Implementation-Version", version);
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !entry.isDirectory()) {
            out.putNextEntry(new JarEntry(entry.getName()));
            copy(jar.getInputStream(entry), out);
          }
        }
      }
    }
    return copy;
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  private static Jvm command(Path jar, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(Arrays.asList(Jdks.java(home()), "-jar", jar.toString()));
    command.addAll(Arrays.asList(arguments));
    return Jvm.run(command, Collections.emptyMap());
  }

  private static void comesAndGoes(Program program, Path jar, String version) throws Exception {
    Jvm attach = command(jar, "attach", program.pid());
    assertThat(attach.exitCode).as(attach.err).isLessThanOrEqualTo(1);
    assertThat(attach.out)
        .contains("has the agent " + version)
        // By a rule of the webapp, which its library hands in.
        .contains("in 'shop': redirects dev.offstage.agent.app.Post#send(java.lang.String)");
    assertThat(program.whoDoes("x")).isEqualTo(ALL);
    Jvm detach = command(jar, "detach", program.pid());
    assertThat(detach.exitCode).as(detach.err).isZero();
    assertThat(program.whoDoes("x")).isEqualTo(INLINE);
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 25})
  void should_be_the_release_that_was_attached(int version) throws Exception {
    Path built = Jvm.agentJar().toPath();
    try (Program program = new Program(Jvm.jdk(version), "-Dshop=true")) {
      comesAndGoes(program, built, OwnVersion.of(built));
      comesAndGoes(program, release("9.9.9"), "9.9.9");
      comesAndGoes(program, built, OwnVersion.of(built));
    }
  }

  @Test
  void should_be_the_new_file_where_it_has_taken_the_place_of_the_old_one() throws Exception {
    Path jar = Files.move(release("1.0"), folder.resolve("agent.jar"));
    try (Program program = new Program(home(), "-Dshop=true")) {
      comesAndGoes(program, jar, "1.0");
      Files.move(release("1.0.1"), jar, StandardCopyOption.REPLACE_EXISTING);
      comesAndGoes(program, jar, "1.0.1");
    }
  }

  /** A command of one release beside an agent of another. */
  @Test
  void should_be_detached_by_the_command_of_another_release() throws Exception {
    try (Program program = new Program(home(), Jvm.AGENT, "-Dshop=true")) {
      assertThat(program.whoDoes("x")).isEqualTo(ALL);
      Path newer = release("9.9.9");
      Jvm attach = command(newer, "attach", program.pid());
      assertThat(attach.err)
          .contains("already has the agent (" + OwnVersion.of(Jvm.agentJar().toPath()) + ")");

      assertThat(command(newer, "detach", program.pid()).exitCode).isZero();
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
      comesAndGoes(program, newer, "9.9.9");
    }
  }

  /** What the manifest says. */
  private static final class OwnVersion {
    static String of(Path jar) throws IOException {
      try (JarFile file = new JarFile(new File(jar.toString()))) {
        return file.getManifest().getMainAttributes().getValue("Implementation-Version");
      }
    }
  }
}
