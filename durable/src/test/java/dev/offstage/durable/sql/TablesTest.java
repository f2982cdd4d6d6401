package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  @Test
  void names_begin_as_asked() {
    Tables tables = Tables.of("jobs_");

    assertThat(tables.tasks()).isEqualTo("jobs_tasks");
    assertThat(tables.ended()).isEqualTo("jobs_ended");
    assertThat(tables.published()).isEqualTo("jobs_published");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_a", "1a", "a-b", "a b", "a;drop table x", "a\"", "\u00e4", "a\n", "a.b_"})
  void what_is_no_name_is_refused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.of(prefix))
        .withMessage(
            "offstage.store.prefix=%s: the names of tables begin with 1 to 30 letters, digits and"
                + " underscores, and with a letter first, as in offstage_",
            prefix);
  }

  @Test
  void the_longest_beginning_has_30_characters() {
    assertThat(Tables.of("a23456789012345678901234567890").prefix()).hasSize(30);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.of("a234567890123456789012345678901"));
  }

  @Test
  void all_databases_have_the_same_tables_and_columns() {
    Map<String, List<String>> columns = columns(new PostgreSql("PostgreSQL"));

    assertThat(columns.keySet())
        .containsExactlyInAnyOrder("offstage_tasks", "offstage_ended", "offstage_published");
    assertThat(columns(new MySql("MySQL"))).isEqualTo(columns);
    assertThat(columns(new H2("H2", true))).isEqualTo(columns);
  }

  @Test
  void tasks_begin_with_the_columns_of_the_engine() {
    assertThat(columns(new MySql("MySQL")).get("offstage_tasks"))
        .startsWith(
            "task_name",
            "task_instance",
            "task_data",
            "execution_time",
            "picked",
            "picked_by",
            "last_success",
            "last_failure",
            "consecutive_failures",
            "last_heartbeat",
            "version",
            "priority");
  }

  /** A program that ends in between leaves a table missing, so that the rest follows later. */
  @Test
  void the_last_statement_makes_a_table() {
    for (Dialect each :
        new Dialect[] {new PostgreSql("PostgreSQL"), new MySql("MySQL"), new H2("H2", true)}) {
      List<String> statements = Ddl.of(each, Tables.of("offstage_")).statements();
      assertThat(statements.get(statements.size() - 1)).startsWith("create table ");
    }
  }

  private static Map<String, List<String>> columns(Dialect dialect) {
    return Ddl.of(dialect, Tables.of("offstage_")).tables().stream()
        .collect(
            Collectors.toMap(
                table -> table.name,
                table ->
                    table.columns.stream()
                        .map(column -> column.name)
                        .collect(Collectors.toList())));
  }
}
