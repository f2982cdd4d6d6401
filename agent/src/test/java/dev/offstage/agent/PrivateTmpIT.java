package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Console;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM with a /tmp of its own, as systemd's PrivateTmp gives to a service and a container to its
 * processes; where this runs as root, it also belongs to another user.
 */
class PrivateTmpIT {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  @TempDir private Path ownTmp;
  private Path shared;

  @BeforeEach
  void copyWhatBothSee() throws Exception {
    shared = Files.createTempDirectory(Paths.get("/var/tmp"), "offstage");
    Files.copy(Jvm.agentJar().toPath(), shared.resolve("agent.jar"));
    Files.copy(Jars.library().toPath(), shared.resolve("library.jar"));
    Path classes =
        new File(Console.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toPath();
    for (Path file : files(classes.resolve("dev/offstage/agent/app"))) {
      Path copy = shared.resolve("classes").resolve(classes.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Jvm.run(Arrays.asList("chmod", "-R", "a+rX", shared.toString()), Collections.emptyMap());
  }

  @AfterEach
  void remove() throws IOException {
    try (Stream<Path> all = Files.walk(shared)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }

  private Program program() throws Exception {
    List<String> before = new ArrayList<>(Collections.singletonList("unshare"));
    if (!ROOT) {
      before.addAll(Arrays.asList("--user", "--map-root-user"));
    }
    String asNobody = ROOT ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
    before.addAll(
        Arrays.asList(
            "--mount",
            "sh",
            "-c",
            "mount --make-rprivate / && mount -t tmpfs none /tmp && cd / && exec "
                + asNobody
                + "\"$@\"",
            "sh"));
    String classPath = shared.resolve("classes") + ":" + shared.resolve("library.jar");
    return Program.started(before, Jvm.jdk(17), classPath, Console.class.getName());
  }

  private static Jvm command(int jdk, Path jar, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(Arrays.asList(Jdks.java(Jvm.jdk(jdk)), "-jar", jar.toString()));
    command.addAll(Arrays.asList(arguments));
    return Jvm.run(command, Collections.emptyMap());
  }

  @Test
  void should_be_reached_without_a_file_that_both_see_but_the_jar() throws Exception {
    Path rules =
        Files.write(ownTmp.resolve("rules"), "dev.offstage.agent.app.Post#send".getBytes("UTF-8"));
    Path jar = shared.resolve("agent.jar");
    try (Program program = program()) {
      Jvm attach = command(21, jar, "attach", program.pid(), "--rules", rules.toString());
      assertThat(attach.exitCode).as(attach.err).isZero();
      assertThat(attach.out).contains("redirects dev.offstage.agent.app.Post#send(");
      assertThat(program.whoDoes("x"))
          .isEqualTo("completable@offstage-main-default-N send x@offstage-main-default-N");

      Path hidden = Files.copy(jar, ownTmp.resolve("agent.jar"));
      Jvm unseen = command(21, hidden, "detach", program.pid());
      assertThat(unseen.exitCode).isEqualTo(1);
      assertThat(unseen.err)
          .contains("does not see " + hidden + ": it is in a container, or has a /tmp of its own")
          .contains("Copy the jar to where both see it");

      assertThat(command(21, jar, "detach", program.pid()).exitCode).isZero();
      assertThat(program.whoDoes("x")).isEqualTo("completable@main send x@main");
    }
  }

  @Test
  void should_be_told_apart_from_one_that_does_not_allow_it() throws Exception {
    try (Program program = program()) {
      Jvm attach = command(8, shared.resolve("agent.jar"), "attach", program.pid());

      assertThat(attach.exitCode).isEqualTo(1);
      assertThat(attach.err)
          .contains("It has a /tmp of its own (a container, or PrivateTmp of systemd), which only")
          .contains("run this command with that");
    }
  }
}
