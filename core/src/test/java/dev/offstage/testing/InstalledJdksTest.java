package dev.offstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledJdksTest {
  // No JDK of this machine can be taken for it.
  private static final int VERSION = 99;

  @TempDir private Path user;

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_HOME_99_X64", "JDK_99", "JDK99_HOME", "JAVA99_HOME"})
  void a_variable_names_it(String variable) throws Exception {
    Path home = jdk("anywhere", "JAVA_VERSION=\"99.0.1\"\n");

    assertThat(find(Collections.singletonMap(variable, home.toString()))).contains(real(home));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".sdkman/candidates/java/99.0.1-tem",
        ".jdks/openjdk-99",
        ".gradle/jdks/99",
        "Library/Java/JavaVirtualMachines/99.jdk/Contents/Home"
      })
  void it_lies_where_a_tool_puts_it(String folder) throws Exception {
    Path home = jdk(folder, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.99.0_504\"\n");

    assertThat(find(Collections.emptyMap())).contains(real(home));
  }

  @Test
  void mavens_toolchains_name_it() throws Exception {
    Path home = jdk("anywhere", "JAVA_VERSION=\"99\"\n");
    String xml = "<toolchains><jdkHome>\n  " + home + "\n</jdkHome></toolchains>";
    write(user.resolve(".m2/toolchains.xml"), xml);

    assertThat(find(Collections.emptyMap())).contains(real(home));
  }

  @Test
  void one_that_has_not_written_its_version_down_is_asked() throws Exception {
    Path home = jdk("anywhere", "");
    write(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"1.99.0_1\"' >&2\n");

    assertThat(find(Collections.singletonMap("JDK_99", home.toString()))).contains(real(home));
  }

  @Test
  void another_version_or_a_folder_without_a_compiler_is_none() throws Exception {
    jdk(".jdks/98", "JAVA_VERSION=\"98\"\n");
    write(user.resolve(".jdks/99/release"), "JAVA_VERSION=\"99\"\n");

    assertThat(find(Collections.singletonMap("JAVA_OPTS", "-Xmx1g"))).isEmpty();
  }

  private Optional<File> find(Map<String, String> environment) throws Exception {
    return new InstalledJdks(environment, user).find(VERSION);
  }

  private Path jdk(String folder, String release) throws IOException {
    Path home = user.resolve(folder);
    write(home.resolve("bin/javac"), "");
    write(home.resolve("release"), release);
    return home;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static File real(Path home) throws IOException {
    return home.toRealPath().toFile();
  }
}
