package dev.vedette.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.lang.management.ManagementFactory;

/**
 * The last file descriptors of this process are not for connections that we make: without one, no
 * state can be saved, no vote given, and no client could look at what is wrong.
 */
public final class Descriptors {

  private static final int RESERVED = 64;
  private static final long LIMIT =
      ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
          ? unix.getMaxFileDescriptorCount()
          : Long.MAX_VALUE;

  private Descriptors() {}

  /** How many files and connections this process may have, {@code Long.MAX_VALUE} if unknown. */
  public static long limit() {
    return LIMIT;
  }

  /** Whether that channel has one of the last. Never where its number cannot be known. */
  static boolean isAmongTheLast(Channel channel) {
    return channel instanceof UnixChannel unix && isAmongTheLast(unix.fd().intValue(), LIMIT);
  }

  /** Whether that number is one of the last: the system always gives the smallest free one. */
  static boolean isAmongTheLast(int number, long limit) {
    return number >= limit - Math.min(RESERVED, limit / 4);
  }
}
