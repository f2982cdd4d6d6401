package dev.offstage.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets only public addresses through. The HTTP client connects to exactly the addresses that come
 * out of here, so a name that resolves differently a moment later (DNS rebinding) gains nothing;
 * and each address is looked at once more when a socket is about to connect to it.
 */
final class AddressGuard implements Reach {
  private static final List<AddressBlock> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, cloud metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast

  /**
   * The only part of IPv6 that is allocated. Outside it are loopback, link-local, site-local,
   * unique local (fc00::/7), multicast, NAT64 (64:ff9b::/96) and IPv4-compatible addresses; the JDK
   * turns IPv4-mapped ones into IPv4.
   */
  private static final AddressBlock GLOBAL_6 = AddressBlock.parse("2000::/3");

  private static final List<AddressBlock> NOT_PUBLIC_6 =
      blocks(
          "2001::/23", // protocol assignments, among them Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: carries any IPv4 address
          "3fff::/20"); // documentation

  private final Lookup lookup;

  /** Asks for the addresses of a name. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  AddressGuard(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = List.of(lookup.addresses(host));
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        UnknownHostException refused = new UnknownHostException(host);
        refused.initCause(refusal(host, address));
        throw refused;
      }
    }
    return addresses;
  }

  @Override
  public void check(InetSocketAddress target) throws PhotoException {
    if (!isPublic(target.getAddress())) {
      throw refusal(target.getHostString(), target.getAddress());
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(bytes));
    }
    return GLOBAL_6.contains(bytes)
        && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static PhotoException refusal(String host, InetAddress address) {
    String number = address.getHostAddress();
    String named = host.equals(number) ? host : "%s (%s)".formatted(host, number);
    return new PhotoException(
        named + " is not a public address: the demo does not fetch from there.");
  }

  private static List<AddressBlock> blocks(String... blocks) {
    return Stream.of(blocks).map(AddressBlock::parse).toList();
  }
}
