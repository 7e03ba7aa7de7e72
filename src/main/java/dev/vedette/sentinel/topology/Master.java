package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.FOREVER;
import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A watched master with its group: replicas, the sentinels that watch it with us, and the failover
 * if there is one.
 */
public final class Master extends Node {

  private static final int MAX_STRANGERS = 64;

  /** Whoever was a peer until a reset so long ago is no stranger. */
  private static final long PARTED_MILLIS = 60_000;

  private MasterSettings settings;
  private final Members<Replica> replicas = new Members<>();
  private final Members<Peer> peers = new Members<>();
  private @Nullable List<Instance> instances;
  private @Nullable MasterState durable;
  private final Failover failover = new Failover();
  private final Mishaps mishaps = new Mishaps();
  private final DataHistory history = new DataHistory();
  private final Aliases aliases = new Aliases();
  private final Set<String> strangers = new LinkedHashSet<>();
  private final Map<String, Long> partings = new HashMap<>();
  private long keysBefore;
  private boolean restarted;
  private boolean dataLost;
  private @Nullable InfoReport report;
  private final Ballot ballot = new Ballot();
  private long configEpoch;
  private @Nullable String leader;
  private long leaderEpoch;
  private boolean objectivelyDown;
  private long objectivelyDownAt = NEVER;
  private long startNotBefore = NEVER;
  private long firstTicket;
  private boolean rebooted;
  private long rebootedAt = NEVER;
  private long wakeAt = FOREVER;
  private int placeInDeadlines = -1;
  private long touchedIn;
  private Forgotten inMind = Forgotten.NOTHING;
  private final long order;

  /**
   * A master just added.
   *
   * @param order counts up with every master, to give equal deadlines a fixed order
   * @param revision told about every change that must survive a restart
   */
  Master(MasterSettings settings, Address address, long order, Revision revision, long now) {
    super(settings.name(), address, Role.MASTER, revision, now);
    this.settings = settings;
    this.order = order;
  }

  @Override
  public Master master() {
    return this;
  }

  @Override
  public String kind() {
    return "master";
  }

  public MasterSettings settings() {
    return settings;
  }

  public void change(MasterSettings newSettings) {
    settings = newSettings;
    instances().forEach(instance -> instance.link().settingsChanged());
    changed();
  }

  public Failover failover() {
    return failover;
  }

  /** How often what we decide about it has failed inside, and what follows from that. */
  public Mishaps mishaps() {
    return mishaps;
  }

  /**
   * A sentinel of another group of the same name was heard.
   *
   * @return whether that is news; the latest {@link #MAX_STRANGERS} are remembered
   */
  public boolean meetStranger(String runId) {
    if (!strangers.add(runId)) {
      return false;
    }
    if (strangers.size() > MAX_STRANGERS) {
      strangers.remove(strangers.iterator().next());
    }
    return true;
  }

  /**
   * A reset makes us forget all peers.
   *
   * @param now when they are forgotten
   */
  public void partFromPeers(long now) {
    partings.values().removeIf(at -> now - at > PARTED_MILLIS);
    peers().forEach(peer -> partings.put(peer.name(), now));
  }

  /** Whether a reset has made us forget that peer a short while ago. */
  public boolean hasPartedFrom(String runId, long now) {
    Long at = partings.get(runId);
    return at != null && now - at <= PARTED_MILLIS;
  }

  /** One of its nodes is also found at that place, which is not another node. */
  public void isAlsoAt(Address place) {
    aliases.add(place);
  }

  /** Whether that is just another address of a node of the group. */
  public boolean isAlias(Address place) {
    return aliases.contains(place);
  }

  /** Addresses may belong to others by now: they are looked at anew. */
  public void forgetAliases() {
    aliases.clear();
  }

  /** How many keys it had when it was last asked; 0 before that. */
  public long keysBefore() {
    return keysBefore;
  }

  public void hasKeys(long keys) {
    keysBefore = keys;
  }

  /** It is another process than before: what it has must be looked at. */
  public void becomeRestarted() {
    restarted = true;
  }

  /** Whether it has restarted since this was last asked. */
  public boolean takeRestarted() {
    boolean was = restarted;
    restarted = false;
    return was;
  }

  /** Whether it came back with less than its group had. */
  public boolean hasLostData() {
    return dataLost;
  }

  public void lostData(boolean lost) {
    dataLost = lost;
  }

  /** What its last INFO said, null before the first and when another node has become the master. */
  public @Nullable InfoReport report() {
    return report;
  }

  public void reported(InfoReport newReport) {
    report = newReport;
  }

  /** Which data is ours. */
  public DataHistory history() {
    return history;
  }

  /** How the last election of a leader for its failover went for us. */
  public Ballot ballot() {
    return ballot;
  }

  /** The replicas as they are now, in the order they were found; a list that never changes. */
  public List<Replica> replicas() {
    return replicas.all();
  }

  /** The peers as they are now, in the order they were found; a list that never changes. */
  public List<Peer> peers() {
    return peers.all();
  }

  /**
   * The master, its replicas, its peers, in that order: everything with a link, as it is now. A
   * list that never changes.
   */
  public List<Instance> instances() {
    List<Instance> present = instances;
    if (present == null) {
      List<Instance> all = new ArrayList<>(1 + replicas.size() + peers.size());
      all.add(this);
      all.addAll(replicas.all());
      all.addAll(peers.all());
      present = List.copyOf(all);
      instances = present;
    }
    return present;
  }

  private void membersChanged() {
    instances = null;
    changed();
  }

  /** Something changed that must survive a restart. */
  void changed() {
    durable = null;
    revision().next();
  }

  /** What must be on disk. */
  MasterState durable() {
    MasterState present = durable;
    if (present == null) {
      Forgotten known = Forgotten.of(this);
      present =
          new MasterState(
              settings, address(), configEpoch, leaderEpoch, known.replicas(), known.peers());
      durable = present;
    }
    return present;
  }

  public @Nullable Replica replica(String name) {
    return replicas.get(name);
  }

  void add(Replica replica) {
    replicas.add(replica);
    membersChanged();
  }

  void clearReplicas() {
    replicas.clear();
    membersChanged();
  }

  /** The replica at that place, null when there is none. */
  public @Nullable Replica replicaAt(Address address) {
    for (Replica replica : replicas.all()) {
      if (replica.address().samePlace(address)) {
        return replica;
      }
    }
    return null;
  }

  void remove(Replica replica) {
    replicas.remove(replica);
    membersChanged();
  }

  public @Nullable Peer peer(String runId) {
    return peers.get(runId);
  }

  /** The peer at that place, null when there is none. */
  public @Nullable Peer peerAt(Address address) {
    for (Peer peer : peers.all()) {
      if (address.port() != 0 && peer.address().samePlace(address)) {
        return peer;
      }
    }
    return null;
  }

  void add(Peer peer) {
    peers.add(peer);
    membersChanged();
  }

  void remove(Peer peer) {
    peers.remove(peer);
    membersChanged();
  }

  void clearPeers() {
    peers.clear();
    membersChanged();
  }

  /** Whom a reset has made us forget, until the master has answered. */
  public Forgotten inMind() {
    return inMind;
  }

  /** Remembers those, and saves them as if they were still known. */
  public void keepInMind(Forgotten forgotten) {
    inMind = forgotten;
    changed();
  }

  /** Sentinels that have a vote: all ever seen since the last reset, and us. */
  public int voters() {
    return peers.size() + 1;
  }

  public long configEpoch() {
    return configEpoch;
  }

  /** The configuration of that epoch holds from now on; never an older one than before. */
  public void adoptConfigEpoch(long epoch) {
    configEpoch = Math.max(configEpoch, epoch);
    changed();
  }

  /** Run id of whom we voted for; null for nobody, or when a restart made us forget whom. */
  public @Nullable String leader() {
    return leader;
  }

  public long leaderEpoch() {
    return leaderEpoch;
  }

  public void voteFor(String runId, long epoch) {
    leader = runId;
    leaderEpoch = epoch;
    changed();
  }

  void giveUpEpochsAbove(long epoch) {
    changed();
    if (configEpoch > epoch) {
      // Any configuration that the others announce is newer than ours.
      configEpoch = 0;
    }
    if (leaderEpoch > epoch) {
      leader = null;
      leaderEpoch = epoch;
    }
  }

  void restoreVote(long epoch) {
    leaderEpoch = epoch;
    changed();
  }

  public boolean isObjectivelyDown() {
    return objectivelyDown;
  }

  /** When it last became objectively down; {@link Times#NEVER} if it never did. */
  public long objectivelyDownAt() {
    return objectivelyDownAt;
  }

  public void becomeObjectivelyDown(long now, long failoverNotBefore) {
    objectivelyDown = true;
    objectivelyDownAt = now;
    startNotBefore = failoverNotBefore;
  }

  public void becomeObjectivelyUp() {
    objectivelyDown = false;
    failover.becomeInVain(false);
  }

  /**
   * Our turn to start a failover, so that sentinels that agree at the same moment do not split the
   * vote.
   */
  public long startNotBefore() {
    return startNotBefore;
  }

  /** Whether it has restarted and not answered PING well since. */
  public boolean isRebooted() {
    return rebooted;
  }

  public long rebootedAt() {
    return rebootedAt;
  }

  public void becomeRebooted(long now) {
    rebooted = true;
    rebootedAt = now;
  }

  public void rebootIsOver() {
    rebooted = false;
  }

  /**
   * Is a master just found from now on, here or elsewhere: what was known of the one before is
   * forgotten, except settings, epochs and votes. Replicas and peers are for the caller to drop or
   * to keep, the failover to end or to go on; what peers said was about the one before.
   */
  void beginAt(Address place, long nextTicket, long now) {
    firstTicket = nextTicket;
    moveTo(place);
    becomeSubjectivelyUp();
    forgetDownTimes();
    objectivelyDown = false;
    objectivelyDownAt = NEVER;
    rebooted = false;
    leader = null;
    forgetOpinions();
    forgetInfo(now);
    history.masterChanged();
    aliases.clear();
    keysBefore = 0;
    restarted = false;
    dataLost = false;
    report = null;
    reportRole(Role.MASTER, now);
    forceHello();
    link().beginAnew(now);
  }

  /** Whether a question with that ticket was about the master that was before. */
  public boolean isAboutFormer(long ticket) {
    return ticket < firstTicket;
  }

  /**
   * Makes a hello due at once to everyone in the group: news of a new master must not wait for the
   * next period.
   */
  public void forceHellos() {
    instances().forEach(Instance::forceHello);
  }

  /** What the peers said about it does not count any more. */
  public void forgetOpinions() {
    peers.all().forEach(Peer::forgetAnswer);
  }

  /**
   * Time has not run evenly: what was said before counts no more, everybody is asked again, and
   * whoever is not what it should be is so from now on.
   */
  public void judgeAnew(long now) {
    forgetOpinions();
    if (rebooted) {
      rebootedAt = now;
    }
    beginPatienceAnew(now);
    replicas.all().forEach(replica -> replica.beginPatienceAnew(now));
  }

  /**
   * We were kept from running for so long: that is not the silence of anybody.
   *
   * @param longest how much of one silence may be excused, or down-after if that is more
   */
  public void excuse(long millis, long longest, long now) {
    for (Instance instance : instances()) {
      if (instance.link().isLedBy(instance)) {
        instance.link().excuse(millis, longest, now);
      }
    }
  }

  /** When this group next wants to be looked at. */
  public long wakeAt() {
    return wakeAt;
  }

  void sleepUntil(long when) {
    wakeAt = when;
  }

  long order() {
    return order;
  }

  /** Where it stands in {@link Deadlines}; -1 for nowhere. */
  int placeInDeadlines() {
    return placeInDeadlines;
  }

  void placeInDeadlines(int place) {
    placeInDeadlines = place;
  }

  /**
   * Notes that it was touched.
   *
   * @param round which round of touching it is, from 1
   * @return whether that is news in this round
   */
  boolean touch(long round) {
    boolean news = touchedIn != round;
    touchedIn = round;
    return news;
  }
}
