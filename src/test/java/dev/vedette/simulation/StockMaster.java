package dev.vedette.simulation;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group as a stock sentinel watches it: what it hears, asks, votes and tells. */
final class StockMaster {

  private static final long INFO_MILLIS = 10_000;
  private static final long URGENT_INFO_MILLIS = 1_000;
  private static final long ASK_MILLIS = 1_000;
  private static final int STALE_AFTER_ASKS = 5;
  private static final int MAX_DESYNC = 1_000;

  final StockSentinel sentinel;
  final MasterSettings settings;
  final Map<String, StockInstance> replicas = new LinkedHashMap<>();
  private final Map<String, StockInstance> peers = new LinkedHashMap<>();
  private final StockFailover failover = new StockFailover(this);
  StockInstance self;
  long configEpoch;
  private long leaderEpoch;
  private @Nullable String leader;
  private boolean odown;

  StockMaster(StockSentinel sentinel, MasterState state) {
    this.sentinel = sentinel;
    settings = state.settings();
    configEpoch = state.configEpoch();
    leaderEpoch = state.leaderEpoch();
    self = node("master", state.address());
    state.replicas().forEach(this::addReplica);
    for (PeerState peer : state.peers()) {
      String id = String.valueOf(peer.runId());
      StockInstance known =
          new StockInstance("sentinel", id, peer.address(), sentinel.linkTo(peer), sentinel.now());
      peers.put(id, known);
    }
  }

  private StockInstance node(String kind, Address place) {
    String id = kind.equals("master") ? settings.name() : place.announcedWithPort(false);
    return new StockInstance(kind, id, place, sentinel.linkTo(place), sentinel.now());
  }

  private void addReplica(Address place) {
    if (!place.samePlace(self.address)) {
      replicas.computeIfAbsent(place.announcedWithPort(false), id -> node("slave", place));
    }
  }

  MasterState state() {
    return new MasterState(
        settings,
        currentAddress(),
        configEpoch,
        leaderEpoch,
        replicas.values().stream().map(replica -> replica.address).toList(),
        peers.values().stream().map(peer -> new PeerState(peer.address, peer.name)).toList());
  }

  SentinelHost.Seen seen() {
    boolean well = !self.sdown && !odown && !failover.isInProgress();
    return new SentinelHost.Seen(
        currentAddress(),
        configEpoch,
        well ? "" : "sdown " + self.sdown + ", odown " + odown + ", " + failover.state(),
        node ->
            self.address.samePlace(node.address)
                || replicas.values().stream()
                    .anyMatch(replica -> replica.address.samePlace(node.address)));
  }

  boolean isAt(Address place) {
    return self.address.samePlace(place);
  }

  boolean isDown() {
    return self.sdown;
  }

  boolean isObjectivelyDown() {
    return odown;
  }

  StockFailover failover() {
    return failover;
  }

  long leaderEpoch() {
    return leaderEpoch;
  }

  /** Where clients are sent. */
  Address currentAddress() {
    Address promoted = failover.promotedAddress();
    return promoted == null ? self.address : promoted;
  }

  void turn() {
    look(self);
    if (!sentinel.isTilted()) {
      judgeObjectively();
      failover.startIfNeeded();
      failover.advance();
      ask(false);
    }
    replicas.values().forEach(this::look);
    peers.values().forEach(this::look);
    failover.finish();
  }

  private void look(StockInstance instance) {
    sentinel.reconnect(instance.link);
    if (!instance.isSentinel()) {
      info(instance);
    }
    sentinel.ping(instance.link, settings.downAfterMillis());
    hello(instance);
    if (!sentinel.isTilted()) {
      sentinel.dropSilent(instance.link, settings.downAfterMillis());
      judge(instance);
    }
  }

  private void judge(StockInstance instance) {
    long now = sentinel.now();
    boolean liesAboutRole =
        instance == self
            && !instance.saysMaster
            && now - instance.roleSince > settings.downAfterMillis() + 2 * INFO_MILLIS;
    boolean down = instance.link.silentFor(now) > settings.downAfterMillis() || liesAboutRole;
    if (down != instance.sdown) {
      instance.sdown = down;
      instance.sdownSince = down ? now : instance.sdownSince;
      emit(down ? EventType.SDOWN : EventType.SDOWN_CLEARED, instance, "");
    }
  }

  private void judgeObjectively() {
    int agreeing = 1 + (int) peers.values().stream().filter(peer -> peer.saysDown).count();
    boolean down = self.sdown && agreeing >= settings.quorum();
    if (down != odown) {
      odown = down;
      String more = down ? " #quorum " + agreeing + "/" + settings.quorum() : "";
      emit(down ? EventType.ODOWN : EventType.ODOWN_CLEARED, self, more);
    }
  }

  // Elections

  void ask(boolean forced) {
    long now = sentinel.now();
    for (StockInstance peer : peers.values()) {
      long since = now - peer.lastAnswerAt;
      if (since > STALE_AFTER_ASKS * ASK_MILLIS) {
        peer.saysDown = false;
        peer.votedLeader = null;
      }
      if (self.sdown && peer.link.canSend() && (forced || since >= ASK_MILLIS)) {
        sentinel.send(
            peer.link,
            reply -> answered(peer, reply),
            "SENTINEL",
            "is-master-down-by-addr",
            self.address.ip(),
            Integer.toString(self.address.port()),
            Long.toString(sentinel.currentEpoch()),
            failover.isInProgress() ? sentinel.runId() : "*");
      }
    }
  }

  private void answered(StockInstance peer, Reply reply) {
    if (reply instanceof Reply.Many many
        && many.items().size() == 3
        && many.items().get(0) instanceof Reply.Number down
        && many.items().get(1) instanceof Reply.Text voted
        && many.items().get(2) instanceof Reply.Number epoch) {
      peer.lastAnswerAt = sentinel.now();
      peer.saysDown = down.value() == 1;
      if (!voted.text().equals("*")) {
        peer.votedLeader = voted.text();
        peer.votedEpoch = epoch.value();
      }
    }
  }

  /** Votes once for each epoch, and tells for whom it voted last. */
  @Nullable String vote(long epoch, String candidate) {
    sentinel.adoptEpoch(epoch);
    if (leaderEpoch < epoch && sentinel.currentEpoch() <= epoch) {
      leader = candidate;
      leaderEpoch = sentinel.currentEpoch();
      sentinel.save();
      sentinel.emit(
          EventType.VOTE_FOR_LEADER, settings.name(), candidate + " " + sentinel.currentEpoch());
      if (!candidate.equals(sentinel.runId())) {
        failover.voted(sentinel.now() + sentinel.random.nextInt(MAX_DESYNC));
      }
    }
    return leader;
  }

  /** As the original does it, the votes of peers are those of the newest epoch. */
  @Nullable String winner(long epoch) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (StockInstance peer : peers.values()) {
      if (peer.votedLeader != null && peer.votedEpoch == sentinel.currentEpoch()) {
        votes.merge(peer.votedLeader, 1, Integer::sum);
      }
    }
    String favourite = most(votes);
    String ours = vote(epoch, favourite == null ? sentinel.runId() : favourite);
    if (ours != null && leaderEpoch == epoch) {
      votes.merge(ours, 1, Integer::sum);
    }
    String winner = most(votes);
    int needed = Math.max((peers.size() + 1) / 2 + 1, settings.quorum());
    return winner != null && votes.getOrDefault(winner, 0) >= needed ? winner : null;
  }

  private static @Nullable String most(Map<String, Integer> votes) {
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  // Gossip

  private void hello(StockInstance to) {
    if (sentinel.now() - to.lastHelloSentAt <= StockSentinel.PUBLISH_MILLIS) {
      return;
    }
    Address master = currentAddress();
    Hello hello =
        new Hello(
            sentinel.address.ip(),
            sentinel.address.port(),
            sentinel.runId(),
            sentinel.currentEpoch(),
            settings.name(),
            master.ip(),
            master.port(),
            configEpoch);
    if (sentinel.send(to.link, reply -> {}, "PUBLISH", Hello.CHANNEL, hello.format())) {
      to.lastHelloSentAt = sentinel.now();
    }
  }

  void tellEveryone() {
    self.lastHelloSentAt = 0;
    replicas.values().forEach(replica -> replica.lastHelloSentAt = 0);
    peers.values().forEach(peer -> peer.lastHelloSentAt = 0);
  }

  /** A newer configuration is taken over; who sent it is known from the start here. */
  void heard(Hello hello) {
    if (hello.configEpoch() <= configEpoch) {
      return;
    }
    configEpoch = hello.configEpoch();
    Address place = Address.ofIp(hello.masterHost(), hello.masterPort());
    if (!place.samePlace(self.address)) {
      switchTo(place);
    }
    sentinel.save();
  }

  void switchTo(Address place) {
    Address old = self.address;
    sentinel.emit(
        EventType.SWITCH_MASTER,
        settings.name(),
        "%s %s %d %s %d"
            .formatted(settings.name(), old.ip(), old.port(), place.ip(), place.port()));
    List<Address> others = new ArrayList<>();
    replicas.values().forEach(replica -> others.add(replica.address));
    others.add(old);
    replicas.values().forEach(replica -> sentinel.release(replica.link));
    sentinel.release(self.link);
    replicas.clear();
    self = node("master", place);
    others.forEach(this::addReplica);
    odown = false;
    failover.forget();
    sentinel.save();
  }

  // INFO

  private void info(StockInstance node) {
    boolean urgent =
        node != self && (odown || failover.isInProgress() || node.masterLinkDownMillis > 0);
    long period = urgent ? URGENT_INFO_MILLIS : INFO_MILLIS;
    if (sentinel.now() - node.infoAt > period && !node.infoPending) {
      node.infoPending = sentinel.send(node.link, reply -> informed(node, reply), "INFO");
    } else if (node.infoPending && !node.link.canSend()) {
      node.infoPending = false;
    }
  }

  private void informed(StockInstance node, Reply reply) {
    node.infoPending = false;
    if (!(reply instanceof Reply.Text text)) {
      return;
    }
    long now = sentinel.now();
    InfoReport info = InfoReport.parse(text.text());
    node.infoAt = now;
    node.runId = info.runId();
    boolean saysMaster = info.role() == Role.MASTER;
    if (saysMaster != node.saysMaster) {
      node.saysMaster = saysMaster;
      node.roleSince = now;
    }
    Address follows = follows(info);
    if (follows == null ? node.follows != null : !follows.equals(node.follows)) {
      node.follows = follows;
      node.followsSince = now;
    }
    node.masterLinkUp = info.masterLinkUp();
    node.masterLinkDownMillis = info.masterLinkDownMillis();
    node.priority = info.priority();
    node.offset = info.offset();
    if (saysMaster && node == self) {
      info.replicas().forEach(listed -> addReplica(Address.ofIp(listed.host(), listed.port())));
    }
    if (node != self && !sentinel.isTilted()) {
      failover.observed(node);
      correct(node);
    }
  }

  private static @Nullable Address follows(InfoReport info) {
    String host = info.masterHost();
    return host == null || info.role() == Role.MASTER
        ? null
        : Address.ofIp(host, info.masterPort());
  }

  /** Turns back a replica that says master, or that follows another one. */
  private void correct(StockInstance replica) {
    long now = sentinel.now();
    boolean masterLooksSane =
        !self.sdown && !odown && self.saysMaster && now - self.infoAt < 2 * INFO_MILLIS;
    if (!masterLooksSane || failover.isInProgress()) {
      return;
    }
    long patience =
        replica.saysMaster ? 4 * StockSentinel.PUBLISH_MILLIS : settings.failoverTimeoutMillis();
    Address follows = replica.follows;
    boolean wrong = replica.saysMaster || (follows != null && !follows.samePlace(self.address));
    long since = replica.saysMaster ? replica.roleSince : replica.followsSince;
    if (wrong && replica.noDownFor(patience, now) && now - since > patience) {
      if (sentinel.reconfigure(replica, self.address)) {
        emit(
            replica.saysMaster ? EventType.CONVERT_TO_SLAVE : EventType.FIX_SLAVE_CONFIG,
            replica,
            "");
      }
    }
  }

  void emit(EventType type, StockInstance about, String more) {
    String own =
        "%s %s %s %d".formatted(about.kind, about.name, about.address.ip(), about.address.port());
    String group =
        about == self
            ? ""
            : " @ %s %s %d".formatted(settings.name(), self.address.ip(), self.address.port());
    sentinel.emit(type, settings.name(), own + group + more);
  }
}
