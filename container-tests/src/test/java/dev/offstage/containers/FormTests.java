package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms, sessions and a login, as tasks see them when their requests are over. */
interface FormTests extends Site {
  @Test
  default void a_task_reads_a_form_after_its_request() throws Exception {
    Client shop = client("shop");
    assertThat(shop.submit("upload", Map.of("user", "ann", "gate", "form")).body())
        .isEqualTo("thank you");
    for (int i = 0; i < 5; i++) {
      shop.submit("upload", Map.of("user", "bob" + i));
    }
    shop.open("form");
    shop.awaitEvent("form of ann on offstage-shop-default-");
  }

  @Test
  default void a_task_reads_an_uploaded_file_after_its_request() throws Exception {
    Client shop = client("shop");
    String photo = "x".repeat(200_000);
    assertThat(shop.upload("upload?gate=upload", "eve", "photo.png", photo).body())
        .isEqualTo("thank you");
    for (int i = 0; i < 5; i++) {
      shop.upload("upload", "bob" + i, "other.png", "y".repeat(200_000));
    }
    shop.open("upload");
    shop.awaitEvent("form of eve with photo.png 200000 x on offstage-shop-default-");
  }

  @Test
  default void a_task_has_the_session_as_it_was_after_the_user_has_left() throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("visit?user=zoe").body()).isEqualTo("visited by zoe");
    assertThat(shop.get("visit?leave=true&gate=leave").body()).isEqualTo("visited by zoe");
    assertThat(shop.get("visit").body()).isEqualTo("visited by null");
    shop.open("leave");
    shop.awaitEvent("visit of zoe on offstage-shop-default-");
  }

  @Test
  default void a_task_knows_who_has_logged_in_and_in_which_role() throws Exception {
    Client shop = client("shop");
    assertThat(shop.browse("secret").body()).contains("j_username");
    assertThat(shop.submit("j_security_check", login("wrong")).body()).doesNotContain("hello");
    assertThat(shop.browse("secret").body()).contains("j_username");
    shop.submit("j_security_check", login(AbstractServer.PASSWORD));
    assertThat(shop.get("secret?gate=secret").body()).isEqualTo("hello ann");
    shop.open("secret");
    shop.awaitEvent("secret of ann, staff true on offstage-shop-default-");
  }

  private static Map<String, String> login(String password) {
    return Map.of("j_username", AbstractServer.USER, "j_password", password);
  }
}
