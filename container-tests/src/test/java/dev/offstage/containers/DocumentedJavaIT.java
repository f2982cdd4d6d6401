package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java of the pages that use servlets and frameworks compiles against the jar as it was built. What
 * the other pages show are lines of tests of core; the README's is also run, by {@link ReadmeIT}.
 */
class DocumentedJavaIT {
  /** What an example that is a few statements or a method takes for granted. */
  private static final String AROUND_STATEMENTS =
      """
      package com.acme.shop;

      import dev.offstage.*;
      import dev.offstage.servlet.*;
      import jakarta.servlet.http.*;
      import java.io.IOException;
      import java.net.URL;
      import java.nio.file.Path;

      class Example {
        HttpServletRequest request;
        HttpServletResponse response;
        Reports reports;
        Images images;
        Orders orders;
        int id, page, pages;
        URL url;
        Path to;

        interface Report { byte[] bytes(); }
        interface Reports { Report render(int id) throws IOException; }
        interface Images { void download(URL url, Path to) throws IOException; }
        interface Orders { void transfer(int amount); }

        %s
      }
      """;

  @TempDir private static Path folder;
  private static final List<Path> JARS = new ArrayList<>();

  @BeforeAll
  static void unpackFrameworks() throws IOException {
    try (ZipFile war = new ZipFile(Built.file("frameworks").toFile())) {
      for (ZipEntry entry : Collections.list(war.entries())) {
        if (entry.getName().startsWith("WEB-INF/lib/spring-")) {
          Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
          try (InputStream in = war.getInputStream(entry)) {
            Files.copy(in, jar);
          }
          JARS.add(jar);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipes.md", "respond-async.md", "rules.md"})
  void compiles(String page) throws Exception {
    List<String> examples = Page.of("docs/" + page).blocks("java");

    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(Sources.compile(List.of(unit(example)), folder, JARS)).as(example).isEmpty();
    }
  }

  private static String unit(String example) {
    if (example.startsWith("package ")) {
      return example;
    }
    boolean method = example.startsWith("@");
    return AROUND_STATEMENTS.formatted(
        method ? example : "void run() throws Exception {\n" + example + "}");
  }
}
