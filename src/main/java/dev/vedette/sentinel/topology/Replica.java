package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/** A replica of a watched master, or a node that was its master and is to become its replica. */
public final class Replica extends Node {

  /** How far it has been moved to the new master during a failover. */
  public enum Reconfiguration {
    NONE,
    /** Told to follow the new master. */
    SENT,
    /** Says that it follows the new master. */
    IN_PROGRESS,
    /** Says that it is in sync with it, or was given up on. */
    DONE
  }

  private static final int DEFAULT_PRIORITY = 100;

  private final Master master;
  private long masterLinkDownMillis;
  private boolean masterLinkUp;
  private @Nullable String masterHost;
  private int masterPort;
  private long masterChangedAt;
  private int priority = DEFAULT_PRIORITY;
  private long offset;
  private boolean announced = true;
  private boolean synchronising;
  private InfoReport.DataSet data = InfoReport.DataSet.NONE;
  private String runIdAsReplica = "";
  private boolean hasLeftAnother;
  private boolean hasBeenOurs;
  private String replacedAs = "";
  private String replacedRunId = "";
  private boolean adopted;
  private @Nullable Claim claim;
  private @Nullable Foreignness foreignness;
  private String foreignAs = "";
  private @Nullable Long otherDataSince;
  private Reconfiguration reconfiguration = Reconfiguration.NONE;
  private long reconfigurationSentAt = NEVER;
  private int infosSinceReconfiguration;
  private long correctedAt = NEVER;

  Replica(String name, Address address, Master master, long now) {
    super(name, address, Role.REPLICA, master.revision(), now);
    this.master = master;
    this.masterChangedAt = now;
  }

  @Override
  public Master master() {
    return master;
  }

  @Override
  public String kind() {
    return "slave";
  }

  /** Takes over what its INFO says about replication. */
  public void reportReplication(InfoReport report, long now) {
    masterLinkDownMillis = report.masterLinkDownMillis();
    data = report.data();
    synchronising = report.synchronising();
    if (report.role() != Role.REPLICA) {
      return;
    }
    runIdAsReplica = report.runId();
    replacedAs = "";
    takeMaster(report, now);
    masterLinkUp = report.masterLinkUp();
    if (report.priority() != InfoReport.UNKNOWN) {
      priority = report.priority();
    }
    if (report.offset() != InfoReport.UNKNOWN) {
      offset = report.offset();
    }
    announced = report.announced();
  }

  private void takeMaster(InfoReport report, long now) {
    String host = report.masterHost();
    boolean changed = host != null && !host.equalsIgnoreCase(masterHost);
    if (changed || report.masterPort() != masterPort) {
      hasLeftAnother |= masterHost != null;
      masterHost = host == null ? masterHost : host;
      masterPort = report.masterPort();
      masterChangedAt = now;
    }
  }

  /**
   * Whether its link, up or not, has been up while it followed whom it follows now, as far as we
   * have seen. The data of one that has just left another master is still that other's. INFO tells
   * whole seconds.
   */
  public boolean hasBeenConnected(long now) {
    return masterLinkUp
        || (masterLinkDownMillis != InfoReport.UNKNOWN
            && (!hasLeftAnother || now - masterChangedAt >= masterLinkDownMillis + 1_000));
  }

  /** The role changed to replica just now: whom it follows counts as new. */
  public void masterChanged(long now) {
    masterChangedAt = now;
  }

  @Override
  void beginPatienceAnew(long now) {
    super.beginPatienceAnew(now);
    masterChangedAt = now;
  }

  /**
   * How long its link to the master has been down, 0 when it is up, {@link InfoReport#UNKNOWN} when
   * it has not been up since the node started.
   */
  public long masterLinkDownMillis() {
    return masterLinkDownMillis;
  }

  public boolean isMasterLinkUp() {
    return masterLinkUp;
  }

  /** The master it says it follows, null before it said so. */
  public @Nullable String masterHost() {
    return masterHost;
  }

  public int masterPort() {
    return masterPort;
  }

  /** Since when it has followed that master. */
  public long masterChangedAt() {
    return masterChangedAt;
  }

  /** Its priority as it last told; 100 before that. */
  public int priority() {
    return priority;
  }

  /** How much data it has: what it received, or what it has given while it says master. */
  public long offset() {
    boolean given = roleReported() == Role.MASTER && data.offset() != InfoReport.UNKNOWN;
    return given ? data.offset() : offset;
  }

  /** Whether it is receiving all data from its master. */
  public boolean isSynchronising() {
    return synchronising;
  }

  /** Which data it has. */
  public InfoReport.DataSet data() {
    return data;
  }

  /** Whether the process that runs there now has been a replica at all. */
  public boolean hasBeenReplicaInThisLife() {
    return !runIdAsReplica.isEmpty() && runIdAsReplica.equals(runId());
  }

  /** Whether it has ever had data of this group, maybe before it restarted. */
  public boolean hasBeenOurs() {
    return hasBeenOurs;
  }

  /** It has data of this group. */
  public void provedOurs() {
    hasBeenOurs = true;
  }

  /**
   * It was the master until now.
   *
   * @param id the replication id that it went by, empty when it never told
   * @param processId its run id then
   */
  public void replacedAs(String id, String processId) {
    replacedAs = id;
    replacedRunId = processId;
  }

  /**
   * Whether it says that it is a master, and is none but the one that was replaced: a promotion
   * would have given it another replication id (replication.c, {@code shiftReplicationId}). What it
   * went by last we may not have heard from itself; whoever was promoted in its place tells it as
   * the id before.
   */
  public boolean isUnawareOfReplacement() {
    String id = data.id();
    return roleReported() == Role.MASTER
        && !id.isEmpty()
        && (replacedAs.equals(id) || master().history().previous().equals(id));
  }

  /**
   * Whether it says that it is a master, has restarted since it was replaced, and goes on from what
   * it had as a master, as a server does that finds its replication id on its disk (server.c,
   * {@code loadDataFromDisk}). A promotion could look like that only before it had received
   * anything from the new master.
   */
  public boolean hasRestartedAsReplaced() {
    return roleReported() == Role.MASTER
        && !replacedAs.isEmpty()
        && replacedAs.equals(data.formerId())
        && !replacedRunId.isEmpty()
        && !replacedRunId.equals(runId());
  }

  /** What a sentinel of another group last said on it, null for nothing. */
  public @Nullable Claim claim() {
    return claim;
  }

  public void claimedBy(Claim newClaim) {
    claim = newClaim;
  }

  /** Why it seems to be of another group, null when it does not. */
  public @Nullable Foreignness foreignness() {
    return foreignness;
  }

  /**
   * It seems to be of another group, or for null not.
   *
   * @param processId its run id
   */
  public void becomeForeign(@Nullable Foreignness why, String processId) {
    foreignness = why;
    foreignAs = why == null ? "" : processId;
  }

  /** The run id under which it seems to be of another group, empty when it does not. */
  public String foreignAs() {
    return foreignAs;
  }

  /** Since when its data has not been that of the group, null when it is or nothing is known. */
  public @Nullable Long otherDataSince() {
    return otherDataSince;
  }

  public void otherDataSince(@Nullable Long since) {
    otherDataSince = since;
  }

  /** Whether an operator has said that it is ours. */
  public boolean isAdopted() {
    return adopted;
  }

  /** It is ours, whatever speaks against it. */
  public void adopt() {
    adopted = true;
  }

  /** Takes over what stays true of a node when its group gets another master. */
  public void remember(Replica before) {
    hasBeenOurs = before.hasBeenOurs;
    masterHost = before.masterHost;
    masterPort = before.masterPort;
    hasLeftAnother = before.hasLeftAnother;
    replacedAs = before.replacedAs;
    replacedRunId = before.replacedRunId;
    priority = before.priority;
    runIdAsReplica = before.runIdAsReplica;
    adopted = before.adopted;
    claim = before.claim;
    foreignness = before.foreignness;
    foreignAs = before.foreignAs;
  }

  /** False when it wants to be left out of lists. */
  public boolean isAnnounced() {
    return announced;
  }

  public Reconfiguration reconfiguration() {
    return reconfiguration;
  }

  public long reconfigurationSentAt() {
    return reconfigurationSentAt;
  }

  public void reconfigurationSent(long now) {
    reconfiguration = Reconfiguration.SENT;
    reconfigurationSentAt = now;
    infosSinceReconfiguration = 0;
  }

  /** Takes the next step of being moved to the new master. */
  public void advanceTo(Reconfiguration next) {
    reconfiguration = next;
  }

  /** Starts watching closely for the effect of a role change that was just ordered. */
  public void watchClosely() {
    infosSinceReconfiguration = 0;
  }

  /**
   * How many INFO commands were sent since it was told to change; the pauses between them grow with
   * it.
   */
  public int infosSinceReconfiguration() {
    return infosSinceReconfiguration;
  }

  public void countInfo() {
    infosSinceReconfiguration++;
  }

  /** When it was last told to follow its master outside of a failover. */
  public long correctedAt() {
    return correctedAt;
  }

  public void corrected(long now) {
    correctedAt = now;
  }

  /** Whether the process that runs there is the one that was chosen, as far as is known. */
  public boolean isProcessPromoted() {
    String chosen = master.failover().promotedRunId();
    return isPromoted() && (chosen.isEmpty() || chosen.equals(runId()));
  }

  /** Whether this is the one being promoted. */
  public boolean isPromoted() {
    return master.failover().promoted() == this;
  }
}
