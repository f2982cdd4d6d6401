package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final byte[] PUBLIC = {8, 8, 4, 4};
  private static final byte[] PRIVATE = {10, 0, 0, 1};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void knows_what_is_not_public(String address) throws Exception {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450::1"
      })
  void knows_what_is_public(String address) throws Exception {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void refuses_a_name_when_one_of_its_addresses_is_private() {
    AddressGuard guard = new AddressGuard(host -> addresses(host, PUBLIC, PRIVATE));
    assertThatThrownBy(() -> guard.lookup("mixed.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasRootCauseMessage(
            "mixed.test (10.0.0.1) is not a public address: the demo does not fetch from there.");
  }

  @Test
  void hands_out_the_very_addresses_it_has_looked_at() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    AddressGuard rebinding =
        new AddressGuard(
            host -> addresses(host, lookups.getAndIncrement() == 0 ? PUBLIC : PRIVATE));
    assertThat(rebinding.lookup("rebinding.test"))
        .containsExactly(InetAddress.getByAddress(PUBLIC));
    assertThat(lookups).hasValue(1);
    assertThatThrownBy(() -> rebinding.lookup("rebinding.test"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void looks_at_the_address_that_a_socket_is_about_to_connect_to() throws Exception {
    try (Socket socket =
        new GuardedSockets(new AddressGuard(host -> addresses(host))).createSocket()) {
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", 9), 1000))
          .isInstanceOf(PhotoException.class)
          .hasMessage("127.0.0.1 is not a public address: the demo does not fetch from there.");
      assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("a.test", 9)))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  private static InetAddress[] addresses(String host, byte[]... addresses)
      throws UnknownHostException {
    InetAddress[] result = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      result[i] = InetAddress.getByAddress(host, addresses[i]);
    }
    return result;
  }
}
