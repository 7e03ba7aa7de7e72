package dev.vedette.sentinel.settings;

/**
 * Which epochs there can be. This is the only definition: what comes in and what is read from a
 * file are held to it, so that whatever was taken in can be saved and read back.
 */
public final class Epochs {

  /**
   * The greatest epoch. Half of what a {@code long} holds: from there on there are still more
   * epochs than can ever be used up by counting.
   */
  public static final long MAX = 4_000_000_000_000_000_000L;

  /**
   * How far above ours an epoch may be and still be taken on the word of one sentinel. Every
   * failover attempt of a group takes one; a sentinel that was away while its group tried once a
   * second for eleven days is that far behind.
   */
  public static final long MAX_JUMP = 1_000_000;

  /**
   * The greatest epoch that a sentinel without any past takes on the word of one other: a group
   * that failed over once a second for thirty years.
   */
  public static final long OLDEST_GROUP = 1_000_000_000;

  private Epochs() {}

  /** Whether that can be an epoch. */
  public static boolean isEpoch(long epoch) {
    return epoch >= 0 && epoch <= MAX;
  }
}
