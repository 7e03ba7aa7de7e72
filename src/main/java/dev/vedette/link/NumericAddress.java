package dev.vedette.link;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Addresses in the form that Redis and everybody else writes them: the JDK spells every zero of an
 * IPv6 address out ({@code 0:0:0:0:0:0:0:1}), and two spellings of one address would look like two
 * nodes.
 */
final class NumericAddress {

  private static final int GROUPS = 8;

  private NumericAddress() {}

  /** As RFC 5952 says ({@code ::1}), without a scope. */
  static String of(InetAddress address) {
    return switch (address) {
      case Inet6Address six -> compressed(six.getAddress());
      default -> address.getHostAddress();
    };
  }

  private static String compressed(byte[] bytes) {
    var groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    var start = 0;
    var length = 0;
    for (int i = 0; i < GROUPS; i++) {
      var run = zerosFrom(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    // A single zero is written out.
    return length < 2
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    var end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String joined(int[] groups, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
