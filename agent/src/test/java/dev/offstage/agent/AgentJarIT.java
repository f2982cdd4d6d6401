package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Scanner;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Opens the built jar. */
class AgentJarIT {
  @Test
  void should_hold_the_agent_and_a_relocated_byte_buddy_and_nothing_else() throws IOException {
    try (JarFile jar = new JarFile(Jvm.agentJar())) {
      List<String> strangers =
          Collections.list(jar.entries()).stream()
              .filter(entry -> !entry.isDirectory())
              .map(JarEntry::getName)
              .filter(name -> !name.startsWith("dev/offstage/agent/"))
              .collect(Collectors.toList());

      assertThat(strangers)
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/ASM");
      assertThat(jar.getEntry("dev/offstage/agent/bytebuddy/ByteBuddy.class")).isNotNull();
    }
  }

  @Test
  void should_carry_the_notices_of_what_it_contains() throws IOException {
    try (JarFile jar = new JarFile(Jvm.agentJar())) {
      assertThat(text(jar, "META-INF/NOTICE")).contains("Rafael Winterhalter");
      assertThat(text(jar, "META-INF/LICENSE"))
          .contains("Apache License", "Version 2.0, January 2004", "ASM");
      assertThat(text(jar, "META-INF/licenses/ASM")).contains("INRIA");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (Scanner all =
        new Scanner(jar.getInputStream(jar.getJarEntry(name)), "UTF-8").useDelimiter("\\A")) {
      return all.next();
    }
  }

  /** Whoever takes a jar from there takes one that works. */
  @Test
  void should_be_the_only_jar_beside_that_for_builds() {
    assertThat(Jvm.agentJar().getParentFile().list())
        .filteredOn(name -> name.matches(".*(?<!-sources|-javadoc)\\.jar"))
        .containsExactlyInAnyOrder("offstage-agent.jar", "offstage-agent-build.jar");
  }

  @Test
  void should_run_on_java_8() throws IOException {
    try (JarFile jar = new JarFile(Jvm.agentJar())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(52);
          }
        }
      }
    }
  }

  @Test
  void should_say_in_the_manifest_what_it_may_do() throws IOException {
    try (JarFile jar = new JarFile(Jvm.agentJar())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Premain-Class")).isEqualTo(OffstageAgent.class.getName());
      assertThat(manifest.getValue("Agent-Class")).isEqualTo(OffstageAgent.class.getName());
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("false");
      assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("dev.offstage.agent");
      assertThat(manifest.getValue("Implementation-Version")).isNotEmpty();
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
    }
  }
}
