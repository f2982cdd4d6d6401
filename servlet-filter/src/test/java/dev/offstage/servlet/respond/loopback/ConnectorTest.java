package dev.offstage.servlet.respond.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server name is indicated over TLS, whatever host a client names. */
class ConnectorTest {
  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "shop.example."})
  void that_of_the_host_without_its_last_dot(String host) {
    assertThat(Connector.indication(host)).isEqualTo(new SNIHostName("shop.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "::1", "", ".", "a..example"})
  void none_for_an_address_and_for_what_tls_has_no_name_for(String host) {
    assertThat(Connector.indication(host)).isNull();
  }

  @Test
  void none_for_a_label_that_is_too_long() {
    assertThat(Connector.indication("a".repeat(64) + ".example")).isNull();
  }
}
