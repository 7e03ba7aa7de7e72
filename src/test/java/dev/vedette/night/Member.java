package dev.vedette.night;

import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A node or a sentinel of the night.
 *
 * @param process its process
 * @param kind what it is
 * @param network its own network, null on loopback
 * @param disk the disk with its state, null on the machine's
 */
record Member(
    RedisProcess process, Kind kind, @Nullable NetworkNamespace network, @Nullable Disk disk) {

  private static final int LOOK_MILLIS = 1_000;

  enum Kind {
    NODE,
    VEDETTE,
    STOCK_SENTINEL
  }

  String name() {
    return process.name();
  }

  /** {@code host:port}. */
  String address() {
    return process.address();
  }

  boolean isSentinel() {
    return kind != Kind.NODE;
  }

  /** A connection from the lookout; no answer takes longer than a second. */
  Wire look() throws IOException {
    return Wire.to(process.host(), process.port(), null, LOOK_MILLIS);
  }

  NetworkNamespace ownNetwork() {
    if (network == null) {
      throw new IllegalStateException(name() + " has no network of its own");
    }
    return network;
  }

  Disk ownDisk() {
    if (disk == null) {
      throw new IllegalStateException(name() + " has no disk of its own");
    }
    return disk;
  }

  @Override
  public String toString() {
    return name();
  }
}
