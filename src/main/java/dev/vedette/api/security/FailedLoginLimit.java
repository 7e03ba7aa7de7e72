package dev.vedette.api.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed log-ins by address, and shuts an address out for a while when there were too many.
 * IPv6 addresses count by their network of 64 bits, which one machine can use as a whole. Memory is
 * bounded: the addresses that failed longest ago are forgotten. Thread-safe.
 */
public final class FailedLoginLimit {

  /** How many addresses are remembered. */
  static final int ADDRESSES = 10_000;

  private record Failures(int count, long sinceMillis) {}

  private final SecuritySettings.FailedLogins settings;
  private final LongSupplier nowMillis;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  /**
   * Counts with those limits.
   *
   * @param nowMillis monotonic clock
   */
  public FailedLoginLimit(SecuritySettings.FailedLogins settings, LongSupplier nowMillis) {
    this.settings = settings;
    this.nowMillis = nowMillis;
  }

  /** Notes a failure. */
  public synchronized void failed(String address) {
    String network = network(address);
    long now = nowMillis.getAsLong();
    Failures before = failures.remove(network);
    if (before == null || now - before.sinceMillis() >= settings.windowMillis()) {
      failures.put(network, new Failures(1, now));
      return;
    }
    int count = before.count() + 1;
    // At the limit the window begins anew, so that the address is shut out for all of it.
    long since = count == settings.limit() ? now : before.sinceMillis();
    failures.put(network, new Failures(count, since));
  }

  /** For how long an address is shut out, in milliseconds; 0 when it is not. */
  public synchronized long shutOutMillis(String address) {
    Failures known = failures.get(network(address));
    if (known == null || known.count() < settings.limit()) {
      return 0;
    }
    return Math.max(0, known.sinceMillis() + settings.windowMillis() - nowMillis.getAsLong());
  }

  /** How many addresses are remembered now. */
  synchronized int remembered() {
    return failures.size();
  }

  private static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return switch (parsed) {
        case Inet6Address six -> HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
        case InetAddress four -> four.getHostAddress();
      };
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
