package dev.offstage.demo;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Hosts that are numbers. Browsers read {@code 0x7f.1}, {@code 2130706433} and {@code 0177.0.0.1}
 * as 127.0.0.1, resolvers as that, as a name or not at all, depending on the system. Here they
 * become four plain numbers, before anybody else sees them, as the URL standard has it.
 */
final class HostNumber {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
  private static final int MOST_PARTS = 4;

  private HostNumber() {}

  /**
   * Returns the host in plain form if its last part is a number, else the host as it is.
   *
   * @throws PhotoException if the last part is a number, but the whole is no address
   */
  static String canonical(String host) throws PhotoException {
    String address = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    List<String> parts = List.of(address.split("\\.", -1));
    if (host.contains(":") || !NUMBER.matcher(parts.get(parts.size() - 1)).matches()) {
      return host;
    }
    if (parts.size() > MOST_PARTS) {
      throw invalid(host);
    }
    long value = 0;
    for (int i = 0; i < parts.size() - 1; i++) {
      value |= number(parts.get(i), 8, host) << (8 * (3 - i));
    }
    value |= number(parts.get(parts.size() - 1), 8 * (5 - parts.size()), host);
    return (value >> 24)
        + "."
        + (value >> 16 & 0xff)
        + "."
        + (value >> 8 & 0xff)
        + "."
        + (value & 0xff);
  }

  /** Whether a canonical host is an address, of either family, and no name. */
  static boolean isAddress(String host) {
    return ADDRESS.matcher(host).matches();
  }

  private static long number(String text, int bits, String host) throws PhotoException {
    int radix = 10;
    String digits = text;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      digits = "0" + text.substring(2);
    } else if (text.startsWith("0")) {
      radix = 8;
    }
    try {
      long number = Long.parseLong(digits, radix);
      if (number >= 0 && number < 1L << bits && NUMBER.matcher(text).matches()) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new PhotoException(message(host), e);
    }
    throw invalid(host);
  }

  private static PhotoException invalid(String host) {
    return new PhotoException(message(host));
  }

  private static String message(String host) {
    return "This is not a URL. Its host \"" + host + "\" ends in a number, but is no IPv4 address.";
  }
}
