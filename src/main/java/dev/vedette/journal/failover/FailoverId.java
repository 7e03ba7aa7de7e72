package dev.vedette.journal.failover;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Ids of failovers: UUIDs of version 7 (RFC 9562), so that they sort by time. */
final class FailoverId {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private FailoverId() {}

  /** The id of what began then; the same arguments give the same id. */
  static String of(Instant time, String sentinel, String master, long epoch, long sequence) {
    ByteBuffer digest =
        ByteBuffer.wrap(digest(sentinel + ' ' + master + ' ' + epoch + ' ' + sequence));
    long high = (time.toEpochMilli() << 16) | VERSION_7 | (digest.getLong() & 0x0fff);
    long low = VARIANT | (digest.getLong() >>> 2);
    return new UUID(high, low).toString();
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
