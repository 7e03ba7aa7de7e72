package dev.vedette.sentinel.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an INFO reply says, as far as it matters here. What is missing or malformed is unknown, and
 * is not taken for a value.
 *
 * @param runId 40 characters, empty when missing
 * @param role null when missing
 * @param replicas addresses of the replicas a master lists, at most {@link #MAX_REPLICAS}
 * @param masterLinkDownMillis how long the link to the master has been down, 0 when it is up,
 *     {@link #UNKNOWN} when it has not been up since the server started
 * @param masterHost the master it follows, null when missing
 * @param masterPort that master's port, 0 when missing
 * @param masterLinkUp whether {@code master_link_status} is {@code up}
 * @param synchronising whether {@code master_sync_in_progress} is 1
 * @param priority {@code slave_priority}, {@link #UNKNOWN} when missing: a master does not tell it
 * @param offset how much it has received: {@code slave_repl_offset}, {@link #UNKNOWN} when missing
 * @param announced {@code replica_announced}, true when missing
 * @param loading whether it is still reading its data from disk
 * @param data which data set it has
 */
public record InfoReport(
    String runId,
    @Nullable Role role,
    List<Listed> replicas,
    long masterLinkDownMillis,
    @Nullable String masterHost,
    int masterPort,
    boolean masterLinkUp,
    boolean synchronising,
    int priority,
    long offset,
    boolean announced,
    boolean loading,
    DataSet data) {

  /** What a number is that was not told. */
  public static final int UNKNOWN = -1;

  /** More replicas than this in one INFO are not looked at. */
  public static final int MAX_REPLICAS = 10_000;

  /** A replica as its master lists it. */
  public record Listed(String host, int port) {}

  /**
   * Which data a node has. A replica takes over the replication id of its master when it has
   * synchronised; a node that becomes a master goes on under a new id and keeps the old one as its
   * second. Servers before Redis 4 tell neither.
   *
   * @param id {@code master_replid}, empty when missing
   * @param formerId {@code master_replid2}, empty when there is none
   * @param offset {@code master_repl_offset}, {@link InfoReport#UNKNOWN} when missing
   * @param keys in all databases; 0 too when the reply has no section about them
   */
  public record DataSet(String id, String formerId, long offset, long keys) {

    /** Nothing told. */
    public static final DataSet NONE = new DataSet("", "", UNKNOWN, 0);
  }

  /** Reads an INFO reply of any length, in one pass. */
  public static InfoReport parse(String info) {
    return InfoParser.parse(info);
  }
}
