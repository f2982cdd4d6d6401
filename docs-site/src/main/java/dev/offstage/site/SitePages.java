package dev.offstage.site;

import dev.offstage.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the project's Markdown to where the website is made of it, with anchors for its links. */
public final class SitePages {
  private SitePages() {}

  /** Takes the folder; the pages have the same places below it as in the project. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    for (Page page : Page.all()) {
      Path file = target.resolve(page.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.textWithAnchors());
    }
  }
}
