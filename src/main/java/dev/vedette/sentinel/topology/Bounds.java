package dev.vedette.sentinel.topology;

/**
 * How much is remembered at most. Whoever can reach a node's hello channel or our port can invent
 * run ids, places, names and epochs; none of it may grow without end.
 *
 * <table>
 * <caption>Everything in the core that grows</caption>
 * <tr><th>what</th><th>bound</th><th>beyond it</th></tr>
 * <tr><td>masters</td><td>{@link #MAX_MASTERS}</td><td>{@code MONITOR} is refused</td></tr>
 * <tr><td>peers of a master</td><td>{@link #MAX_PEERS}</td><td>strangers are not taken, {@code
 *     +limit-reached}</td></tr>
 * <tr><td>replicas of a master</td><td>{@link #MAX_REPLICAS}</td><td>the others are left out,
 *     {@code +limit-reached}</td></tr>
 * <tr><td>connections</td><td>two for each of these</td><td></td></tr>
 * <tr><td>commands without an answer</td><td>{@link #MAX_PENDING_COMMANDS} for each user of a
 *     link</td><td>neither PING, INFO, hello nor questions are sent</td></tr>
 * <tr><td>names, look-ups</td><td>{@link dev.vedette.sentinel.place.Names#MAX_NAMES}, {@link
 *     dev.vedette.sentinel.place.Names#MAX_LOOK_UPS}</td><td>the least used is forgotten; asked
 *     later</td></tr>
 * <tr><td>hellos that wait for a name</td><td>256</td><td>the oldest is dropped</td></tr>
 * <tr><td>ids of a data history</td><td>{@link DataHistory#MAX_IDS}</td><td>the oldest is
 *     forgotten</td></tr>
 * <tr><td>alarms that are not repeated</td><td>1,024</td><td>the oldest may be repeated</td></tr>
 * <tr><td>a hello, a line and the replicas of an INFO</td><td>4,096 characters, 4,096 characters,
 *     {@link InfoReport#MAX_REPLICAS}</td><td>not read</td></tr>
 * </table>
 *
 * <p>The engine around it: its inbox holds 65,536 entries and 16,384 requests, which bounds the
 * answers it owes; it keeps 4,096 events and 256 scripts.
 */
public final class Bounds {

  /** Masters that are watched; {@code redis-sentinel} has no time for a tenth of them. */
  public static final int MAX_MASTERS = 10_000;

  /** Other sentinels of one master, far above what makes sense. */
  public static final int MAX_PEERS = 256;

  /** Replicas of one master, far above what it can feed. */
  public static final int MAX_REPLICAS = 1_000;

  /** Commands without an answer, for each instance that uses the link. */
  public static final int MAX_PENDING_COMMANDS = 100;

  private Bounds() {}
}
