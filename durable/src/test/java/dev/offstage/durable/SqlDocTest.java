package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements that the pages show. */
@OnEveryDatabase
final class SqlDocTest {
  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);

  private final Database kind;

  SqlDocTest(Database kind) {
    this.kind = kind;
  }

  @Test
  void each_statement_of_the_pages_runs() throws Exception {
    List<String> statements = new ArrayList<>();
    for (String page : new String[] {"durable.md", "cluster.md"}) {
      statements.addAll(statements(page));
    }
    assertThat(statements).hasSize(2);
    try (TestDatabase database = kind.fresh();
        TestNode unused = TestNode.start("one", database)) {
      for (String statement : statements) {
        assertThat(database.query(statement)).as(statement).isNull();
      }
    }
  }

  private static List<String> statements(String page) throws IOException {
    File file = new File(Jdks.module(), "../docs/" + page);
    Matcher blocks =
        BLOCK.matcher(new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8));
    List<String> all = new ArrayList<>();
    while (blocks.find()) {
      all.add(blocks.group(1));
    }
    return all;
  }
}
