package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Page;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of the documentation leads somewhere: to a file of the project, or to a heading. */
class LinksDocTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void every_link_leads_to_a_file_or_a_heading() throws Exception {
    Map<File, Page> pages = new HashMap<>();
    for (Page page : Page.all()) {
      pages.put(page.file(), page);
    }
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      Matcher link = LINK.matcher(page.prose());
      while (link.find()) {
        if (!link.group(1).startsWith("https://") && !leadsSomewhere(page, link.group(1), pages)) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Page from, String target, Map<File, Page> pages)
      throws Exception {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    File file =
        path.isEmpty()
            ? from.file()
            : new File(from.file().getParentFile(), path).getCanonicalFile();
    if (hash < 0) {
      return file.exists();
    }
    Page to = pages.get(file);
    return to != null && to.anchors().contains(target.substring(hash + 1));
  }

  @Test
  void the_index_names_every_page() throws Exception {
    String index = Page.of("docs/index.md").text();
    for (Page page : Page.all()) {
      if (!page.toString().equals("index.md")) {
        assertThat(index).contains(page.toString() + ")");
      }
    }
  }
}
