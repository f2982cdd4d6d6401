package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.commit.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of real Springs that do not commit the store's rows. */
@ParameterizedClass(name = "Spring {0}")
@MethodSource("dev.offstage.durable.join.SpringJdbcOf#versions")
class JoinNoSpringTest extends SpringJoins {
  @Test
  void a_transaction_of_another_database_is_not_joined() throws Exception {
    in(
        other,
        () -> {
          assertJoinsNone();
          // Spring keeps it until the other one ends.
          assertThat(spring.connection(store).getAutoCommit()).isTrue();
          assertJoinsNone();
        });
  }

  @Test
  void a_transaction_of_another_database_does_not_commit_what_waits_for_a_commit()
      throws Exception {
    useManualCommit();

    in(
        other,
        () -> {
          assertJoinsNone();
          assertThat(spring.connection(store).getAutoCommit()).isFalse();
          assertJoinsNone();
        });
  }

  @Test
  void a_transaction_inside_of_that_of_another_database_is_joined() throws Exception {
    in(other, () -> spring.in(store, "REQUIRES_NEW", () -> assertJoins("mail")));

    assertThat(rows.visible()).containsExactly("mail");
  }

  @Test
  void a_connection_that_was_switched_to_auto_commit_is_not_joined() throws Exception {
    in(
        store,
        () -> {
          spring.connection(store).setAutoCommit(true);
          assertJoinsNone();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUPPORTS", "NOT_SUPPORTED", "NEVER"})
  void without_a_transaction_there_is_none_to_join(String propagation) throws Exception {
    webapp.inWebapp(
        () ->
            spring.in(
                store,
                propagation,
                () -> {
                  assertJoinsNone();
                  assertThat(spring.connection(store).getAutoCommit()).isTrue();
                  assertJoinsNone();
                }));
    webapp.inWebapp(this::assertJoinsNone);
  }

  @Test
  void a_suspended_transaction_is_not_joined() throws Exception {
    in(
        store,
        () -> {
          spring.in(store, "NOT_SUPPORTED", this::assertJoinsNone);
          assertJoins("mail");
        });
  }

  @Test
  void a_transaction_that_only_reads_is_not_joined() throws Exception {
    webapp.inWebapp(() -> spring.readOnly(store, this::assertJoinsNone));
  }

  private Runnable enqueuing(List<@Nullable String> how) {
    return () -> {
      try {
        how.add(tasks.enqueue("mail"));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_called_after_the_commit_is_in_no_transaction(boolean autoCommit) throws Exception {
    if (!autoCommit) {
      useManualCommit();
    }
    List<@Nullable String> how = new ArrayList<>();

    in(
        store,
        () -> {
          spring.afterCommit(enqueuing(how));
          spring.afterCompletion(enqueuing(how));
        });

    assertThat(how).containsExactly(null, null);
  }

  @Test
  void what_is_begun_after_the_commit_is_a_transaction_as_any_other() throws Exception {
    in(
        store,
        () ->
            spring.afterCommit(
                () ->
                    spring.execute(
                        store, "REQUIRES_NEW", () -> enqueuing(new ArrayList<>()).run())));

    assertThat(rows.visible()).containsExactly("mail");
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED);
  }

  @Test
  void another_user_may_have_other_tables() throws Exception {
    DataSource proxy = spring.before("UserCredentialsDataSourceAdapter", rows.database);

    in(proxy, this::assertJoinsNone);
  }
}
