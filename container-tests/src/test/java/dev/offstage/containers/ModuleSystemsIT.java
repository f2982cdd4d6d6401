package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class loaders that let a class see only what its module says: JBoss Modules and OSGi. */
class ModuleSystemsIT {
  private static final String SHOP = "dev.offstage.containers.program.Shop";
  private static final String BRIDGE_PACKAGE = "dev.offstage.internal.agent";

  @TempDir private Path folder;

  private List<String> runOnJBossModules() throws Exception {
    return Program.run(
        List.of(
            Program.agent(folder),
            "-jar",
            Built.jar("jboss-modules").toString(),
            "-mp",
            folder.toString(),
            "shop"));
  }

  /** A module with these jars that sees these other modules. */
  private void writeModule(String name, List<Path> jars, String... dependencies) throws Exception {
    Path module = Files.createDirectories(folder.resolve(name).resolve("main"));
    StringBuilder xml = new StringBuilder("<module xmlns='urn:jboss:module:1.9' name='");
    xml.append(name).append("'>\n<main-class name='").append(Program.MAIN).append("'/>\n");
    xml.append("<resources>\n");
    for (Path jar : jars) {
      Files.copy(jar, module.resolve(jar.getFileName()));
      xml.append("<resource-root path='").append(jar.getFileName()).append("'/>\n");
    }
    xml.append("</resources>\n<dependencies>\n<module name='java.logging'/>\n");
    for (String dependency : dependencies) {
      xml.append("<module name='").append(dependency).append("'/>\n");
    }
    xml.append("</dependencies>\n</module>\n");
    Files.writeString(module.resolve("module.xml"), xml);
  }

  private Path shopJar() throws Exception {
    return new Bundle().withProgram().writeTo(folder.resolve("shop.jar"));
  }

  @Test
  void in_a_jboss_module_that_has_offstage_inside_methods_are_redirected() throws Exception {
    writeModule("shop", List.of(shopJar(), Built.offstageJar()));

    assertThat(Program.ownLines(runOnJBossModules())).isEqualTo(Program.REDIRECTED);
  }

  @Test
  void in_a_jboss_module_that_sees_the_module_of_offstage_methods_are_redirected()
      throws Exception {
    writeModule("shop", List.of(shopJar()), "offstage");
    writeModule("offstage", List.of(Built.offstageJar()));

    assertThat(Program.ownLines(runOnJBossModules())).isEqualTo(Program.REDIRECTED);
  }

  @Test
  void in_a_jboss_module_that_does_not_see_offstage_methods_run_as_written_and_a_line_says_why()
      throws Exception {
    writeModule("shop", List.of(shopJar()));

    assertRunsAsWritten(runOnJBossModules(), "org.jboss.modules.ModuleClassLoader");
  }

  private static void assertRunsAsWritten(List<String> lines, String loader) {
    assertThat(Program.ownLines(lines))
        .containsExactly(
            "answer: tea costs 7",
            "answer: stamped late",
            "run: order tea on main",
            "run: price tea on main",
            "run: stamp tea on main",
            "the program has ended");
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("[offstage] refuses " + SHOP)
                    && line.contains("its loader " + loader + " does not see Offstage"));
  }

  private List<String> runOnEquinox(Path... bundles) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(Program.agent(folder));
    arguments.add("-cp");
    arguments.add(Program.classPath(Built.jar("org.eclipse.osgi"), Built.classes()));
    arguments.add("dev.offstage.containers.program.EquinoxMain");
    arguments.add(folder.resolve("equinox").toString());
    for (Path bundle : bundles) {
      arguments.add(bundle.toString());
    }
    return Program.run(arguments);
  }

  private Path offstageBundle() throws Exception {
    return Bundle.named("offstage")
        .header("Bundle-ClassPath", "offstage.jar")
        .header("Export-Package", "dev.offstage," + BRIDGE_PACKAGE)
        .with("offstage.jar", Built.offstageJar())
        .writeTo(folder.resolve("offstage-bundle.jar"));
  }

  private Path shopBundle(String imports) throws Exception {
    return Bundle.named("shop")
        .header("Import-Package", imports)
        .withProgram()
        .writeTo(folder.resolve("shop-bundle.jar"));
  }

  @Test
  void in_a_bundle_that_has_offstage_inside_methods_are_redirected() throws Exception {
    Path shop =
        Bundle.named("shop")
            .header("Bundle-ClassPath", ".,lib/offstage.jar")
            .with("lib/offstage.jar", Built.offstageJar())
            .withProgram()
            .writeTo(folder.resolve("shop-bundle.jar"));

    assertThat(Program.ownLines(runOnEquinox(shop))).isEqualTo(Program.REDIRECTED);
  }

  @Test
  void in_a_bundle_that_imports_the_library_and_its_bridge_methods_are_redirected()
      throws Exception {
    Path shop = shopBundle("dev.offstage," + BRIDGE_PACKAGE);

    assertThat(Program.ownLines(runOnEquinox(offstageBundle(), shop)))
        .isEqualTo(Program.REDIRECTED);
  }

  @Test
  void in_a_bundle_that_imports_the_annotation_alone_a_line_says_why_nothing_is_redirected()
      throws Exception {
    assertRunsAsWritten(
        runOnEquinox(offstageBundle(), shopBundle("dev.offstage")),
        "org.eclipse.osgi.internal.loader.EquinoxClassLoader");
  }
}
