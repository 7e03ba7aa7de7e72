package dev.vedette.sentinel.place;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of IPv6 addresses. */
public final class Ipv6 {

  private static final int GROUPS = 8;
  private static final int BYTES = 2 * GROUPS;

  private Ipv6() {}

  /**
   * Reads an address as RFC 4291 writes it, without a zone and without brackets.
   *
   * @return 16 bytes, null when it is none
   */
  static byte @Nullable [] parse(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text, true);
      return all != null && all.length == BYTES ? all : null;
    }
    String tail = text.substring(gap + 2);
    byte[] front = groups(text.substring(0, gap), false);
    byte[] back = tail.startsWith(":") || tail.contains("::") ? null : groups(tail, true);
    if (front == null || back == null || front.length + back.length > BYTES - 2) {
      return null;
    }
    byte[] address = Arrays.copyOf(front, BYTES);
    System.arraycopy(back, 0, address, BYTES - back.length, back.length);
    return address;
  }

  /** The bytes of groups between colons, none for the empty text; null when it is no such text. */
  private static byte @Nullable [] groups(String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] groups = text.split(":", -1);
    if (groups.length > GROUPS) {
      return null;
    }
    byte[] bytes = new byte[2 * groups.length + 2];
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      String group = groups[i];
      if (mayEndInIpv4 && i == groups.length - 1 && Ipv4.parse(group) != null) {
        for (String part : group.split("\\.", -1)) {
          bytes[length++] = (byte) Integer.parseInt(part);
        }
      } else if (isGroup(group)) {
        int value = Integer.parseInt(group, 16);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
      } else {
        return null;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static boolean isGroup(String text) {
    return !text.isEmpty()
        && text.length() <= 4
        && text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
  }

  /**
   * The one spelling that RFC 5952 gives an address: lower case, no leading zeros, and the first of
   * the longest runs of two or more zero groups as {@code ::}. An IPv4 address in IPv6 clothes
   * ({@code ::ffff:10.0.0.1}) is that IPv4 address: a connection to it is an IPv4 connection.
   *
   * @param address 16 bytes
   */
  public static String text(byte[] address) {
    if (isMappedIpv4(address)) {
      return (address[12] & 0xff)
          + "."
          + (address[13] & 0xff)
          + "."
          + (address[14] & 0xff)
          + "."
          + (address[15] & 0xff);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int run = zerosFrom(groups, i);
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

  private static boolean isMappedIpv4(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
