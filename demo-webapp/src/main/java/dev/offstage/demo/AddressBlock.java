package dev.offstage.demo;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses like {@code 10.0.0.0/8}, of one family. */
record AddressBlock(BigInteger prefix, int prefixBits, int addressBits) {

  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    byte[] start;
    try {
      start = InetAddress.getByName(text.substring(0, slash)).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
    int prefixBits = Integer.parseInt(text.substring(slash + 1));
    int addressBits = start.length * Byte.SIZE;
    return new AddressBlock(
        new BigInteger(1, start).shiftRight(addressBits - prefixBits), prefixBits, addressBits);
  }

  boolean contains(byte[] address) {
    return address.length * Byte.SIZE == addressBits
        && new BigInteger(1, address).shiftRight(addressBits - prefixBits).equals(prefix);
  }
}
