package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A webapp made of what stands below one heading of the README, word for word. */
record ReadmeWar(String name, String servlet, List<String> webXml) implements Deployable {
  private static final String CHOICE = "Choose your way";

  /** The jar alone, in the webapp that the examples begin with. */
  static ReadmeWar before(String name) throws IOException {
    return new ReadmeWar(
        name, Page.of("README.md").section(CHOICE).blocks("java").get(0), List.of());
  }

  /** One of the ways; where it has no servlet, that of the beginning stays as it is. */
  static ReadmeWar of(String heading, String name) throws IOException {
    Page way = Page.of("README.md").section(heading);
    List<String> java = way.blocks("java");
    List<String> xml = way.blocks("xml");
    assertThat(java.size() + xml.size()).as("one example below " + heading).isEqualTo(1);
    return new ReadmeWar(name, java.isEmpty() ? before(name).servlet : java.get(0), xml);
  }

  @Override
  public Path writeTo(Path folder, ServletApi api) throws IOException {
    Path classes = Files.createTempDirectory("readme-");
    Bundle war = new Bundle().with("WEB-INF/lib/offstage.jar", Built.offstageJar());
    war.with(
        "WEB-INF/web.xml",
        "<web-app xmlns='%s' version='%s'>\n%s</web-app>"
            .formatted(api.namespace, api.version, String.join("", webXml)));
    assertThat(Sources.compile(List.of(HeldMails.CLIENT, servlet), classes, List.of()))
        .as("errors of javac in the example of " + name)
        .isEmpty();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(classes)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    Bundle mailer = new Bundle();
    for (Path file : files) {
      String path = classes.relativize(file).toString().replace('\\', '/');
      if (path.startsWith("com/acme/mail/")) {
        mailer.with(path, file);
      } else {
        war.with("WEB-INF/classes/" + path, file);
      }
    }
    war.with("WEB-INF/lib/mailer.jar", mailer.writeTo(classes.resolve("mailer.jar")));
    return war.writeTo(folder.resolve(name + ".war"));
  }
}
