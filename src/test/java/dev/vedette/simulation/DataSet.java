package dev.vedette.simulation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a Redis node holds, and the history by which it and others know that data. */
final class DataSet {

  private static final String NOBODY = "0".repeat(40);

  /** How much a node keeps for replicas that were away for a while. */
  private static final long BACKLOG = 20_000;

  private String replicationId;
  private String secondId = NOBODY;
  private long secondOffset = -1;
  private long offset;
  private @Nullable Write head;

  DataSet(String replicationId) {
    this.replicationId = replicationId;
  }

  /** A replication id made from a number. */
  static String id(long number) {
    return String.format(Locale.ROOT, "%040x", (number * 0x9E3779B97F4A7C15L) >>> 1);
  }

  DataSet copy() {
    DataSet copy = new DataSet(replicationId);
    copy.secondId = secondId;
    copy.secondOffset = secondOffset;
    copy.offset = offset;
    copy.head = head;
    return copy;
  }

  String replicationId() {
    return replicationId;
  }

  String secondId() {
    return secondId;
  }

  long secondOffset() {
    return secondOffset;
  }

  long offset() {
    return offset;
  }

  @Nullable Write head() {
    return head;
  }

  /** How many writes it holds: each sets a key of its own. */
  long writes() {
    return head == null ? 0 : head.depth();
  }

  /** The stream of replication goes on without a write. */
  void keepAlive() {
    offset += 10;
  }

  void append(long writeId) {
    head = Write.on(head, writeId);
    offset += 50;
  }

  /** A new history begins here, and the one before is remembered. */
  void beginHistory(String newId) {
    secondId = replicationId;
    secondOffset = offset + 1;
    replicationId = newId;
  }

  /** Whether what is missing here can be had from there without the rest. */
  boolean canContinueFrom(DataSet source) {
    boolean known =
        replicationId.equals(source.replicationId)
            || (replicationId.equals(source.secondId) && offset < source.secondOffset);
    return known && offset <= source.offset && source.offset - offset <= BACKLOG;
  }

  /** Takes the stream up to where the source is. */
  void advanceTo(DataSet source) {
    if (!replicationId.equals(source.replicationId)) {
      beginHistory(source.replicationId);
    }
    if (!Write.contains(source.head, head)) {
      throw new IllegalStateException("a fault of the simulation: not the history it seems");
    }
    offset = source.offset;
    head = source.head;
  }

  /** Takes all of the source instead of what was here. */
  void replaceBy(DataSet source) {
    replicationId = source.replicationId;
    secondId = NOBODY;
    secondOffset = -1;
    offset = source.offset;
    head = source.head;
  }
}
