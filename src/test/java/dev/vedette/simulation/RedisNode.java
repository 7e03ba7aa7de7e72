package dev.vedette.simulation;

import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server as far as a sentinel can tell: replicates, obeys, drops clients when told, hands
 * over, and restarts with what it last wrote to its own configuration.
 */
final class RedisNode extends Host {

  private static final Reply OK = new Reply.Status("OK");

  /** The group it belongs to; another group's nodes can come to stand where one of ours did. */
  final Group group;

  final int priority;
  private final Cluster cluster;
  private final Replication replication;
  private DataSet data;
  private boolean alive = true;
  private int restarts;
  private int roleChanges;
  private @Nullable Address savedMaster;
  private @Nullable HandingOver handingOver;
  private boolean synchronisationsFail;
  private boolean outOfMemory;
  private boolean refusesConfig;
  private double transferFactor = 1;
  private String runId = "";
  private long lackingSince = -1;

  RedisNode(String name, Address address, int priority, Group group, Cluster cluster) {
    super(name, address);
    this.priority = priority;
    this.group = group;
    this.cluster = cluster;
    this.replication = new Replication(this, cluster.agenda, cluster.network);
    this.data = new DataSet(DataSet.id(name.hashCode()));
    newRunId();
  }

  private void newRunId() {
    String text = name + "-" + restarts;
    runId = String.format(Locale.ROOT, "%08x", text.hashCode()).repeat(5);
  }

  DataSet data() {
    return data;
  }

  Replication replication() {
    return replication;
  }

  @Nullable RedisNode lookUp(Address address) {
    return cluster.directory.node(address);
  }

  String runId() {
    return runId;
  }

  /** Counts what makes its replicas ask again what they are to receive. */
  int roleChanges() {
    return roleChanges;
  }

  @Override
  boolean isAlive() {
    return alive;
  }

  boolean isMaster() {
    return replication.master() == null;
  }

  boolean follows(Address address) {
    Address master = replication.master();
    return master != null && master.samePlace(address);
  }

  boolean isInSyncWith(RedisNode other) {
    return replication.isInSyncWith(other);
  }

  /** Whether a replica can synchronise from it. */
  boolean serves() {
    return (isMaster() || replication.isUp()) && handingOver == null;
  }

  long timeoutMillis() {
    return group.replicationTimeoutMillis;
  }

  long transferMillis() {
    return (long) (group.transferMillis * transferFactor);
  }

  long loadMillis() {
    return transferMillis() / 4;
  }

  boolean synchronisationsFail() {
    return synchronisationsFail;
  }

  void synchronisationsFail(boolean fail) {
    synchronisationsFail = fail;
  }

  void transferFactor(double factor) {
    transferFactor = factor;
  }

  /** Refuses everything in a transaction, as a server over its limit does. */
  void outOfMemory(boolean nowOut) {
    outOfMemory = nowOut;
  }

  /** Knows no CONFIG, as when an operator has renamed it. */
  void refusesConfig(boolean nowRefuses) {
    refusesConfig = nowRefuses;
  }

  /** Follows another node, or nobody, as if told by its own configuration. */
  void follow(@Nullable Address newMaster) {
    roleChanges++;
    endHandingOver();
    replication.follow(newMaster);
  }

  private void endHandingOver() {
    if (handingOver != null) {
      handingOver.end();
      handingOver = null;
    }
  }

  /** Has followed that one for long. */
  void hasFollowed(RedisNode source) {
    data.replaceBy(source.data);
    replication.hasFollowed(source);
  }

  /** As {@code SLAVEOF NO ONE}: the data stays, a new history begins. */
  void promote() {
    if (!isMaster()) {
      follow(null);
      data.beginHistory(DataSet.id(cluster.nextId()));
    }
  }

  /** Takes all data of another node; its own replicas have to do the same. */
  void replaceDataBy(DataSet received) {
    roleChanges++;
    data.replaceBy(received);
  }

  void saveConfiguration() {
    savedMaster = replication.master();
  }

  void kill() {
    if (!alive) {
      return;
    }
    alive = false;
    roleChanges++;
    endHandingOver();
    forgetWaiting();
    cluster.network.resetAll(this);
    cluster.reach.changed();
  }

  void restart() {
    if (alive || isLost()) {
      return;
    }
    alive = true;
    restarts++;
    newRunId();
    replication.restart(savedMaster);
    if (savedMaster == null) {
      data.beginHistory(DataSet.id(cluster.nextId()));
    }
    cluster.reach.changed();
  }

  /** Whether it is a master and its own configuration says something else. */
  boolean isMasterUnwritten() {
    return isMaster() && savedMaster != null;
  }

  /** Its data is gone, and it knows no history. */
  void wipe() {
    if (savedMaster == null) {
      group.masterWiped();
    }
    data = new DataSet(DataSet.id(cluster.nextId()));
  }

  /** For how long it has been without data that all had at one moment. */
  long lacksForMillis() {
    return lackingSince < 0 ? 0 : cluster.agenda.now() - lackingSince;
  }

  /** Looks whether it has what all had. */
  void compareWith(@Nullable Write safe) {
    if (Write.contains(data.head(), safe)) {
      lackingSince = -1;
    } else if (lackingSince < 0) {
      lackingSince = cluster.agenda.now();
    }
  }

  /** Time goes on; called ten times a second. */
  void tick() {
    if (!alive || isFrozen()) {
      return;
    }
    if (!isMaster()) {
      replication.tick();
    } else if (handingOver == null) {
      data.keepAlive();
    } else if (handingOver.isOver()) {
      handingOver = null;
    }
  }

  /**
   * A client writes.
   *
   * @return whether it is acknowledged
   */
  boolean write(long id) {
    boolean accepted = isWell() && isMaster() && handingOver == null;
    if (accepted) {
      data.append(id);
    }
    return accepted;
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    Reply reply = reply(pipe, words);
    if (reply != null) {
      cluster.network.toClient(pipe, new Input.Replied(pipe.id, ticket, reply));
    }
  }

  private @Nullable Reply reply(Pipe pipe, List<String> words) {
    String command = words.getFirst();
    if (replication.isLoading() && !command.equals("INFO")) {
      pipe.transaction = null;
      return new Reply.Failure("LOADING Redis is loading the dataset in memory");
    }
    List<List<String>> transaction = pipe.transaction;
    return switch (command) {
      case "MULTI" -> {
        pipe.multi();
        yield OK;
      }
      case "EXEC" -> {
        pipe.transaction = null;
        if (transaction == null) {
          yield new Reply.Failure("ERR EXEC without MULTI");
        }
        if (pipe.refused()) {
          yield new Reply.Failure("EXECABORT Transaction discarded because of previous errors.");
        }
        List<Reply> replies = new ArrayList<>();
        transaction.forEach(each -> replies.add(execute(pipe, each)));
        yield new Reply.Many(replies);
      }
      default -> {
        String refusal = transaction == null ? null : refusal(command);
        if (refusal != null) {
          pipe.refuse();
          yield new Reply.Failure(refusal);
        }
        if (transaction != null) {
          transaction.add(words);
          yield new Reply.Status("QUEUED");
        }
        yield execute(pipe, words);
      }
    };
  }

  private @Nullable String refusal(String command) {
    if (outOfMemory) {
      return "OOM command not allowed when used memory > 'maxmemory'.";
    }
    return refusesConfig && command.equals("CONFIG") ? "ERR unknown command 'CONFIG'" : null;
  }

  private Reply execute(Pipe pipe, List<String> words) {
    return switch (words.getFirst()) {
      case "PING" -> new Reply.Status("PONG");
      case "INFO" -> new Reply.Text(InfoText.of(this));
      case "PUBLISH" -> publish(words.get(2));
      case "SLAVEOF", "REPLICAOF" -> obey(words.get(1), words.get(2));
      case "CONFIG" -> {
        if (refusesConfig) {
          yield new Reply.Failure("ERR unknown command 'CONFIG'");
        }
        saveConfiguration();
        yield OK;
      }
      case "CLIENT" -> client(pipe, words);
      case "FAILOVER" -> failover(words);
      default -> new Reply.Failure("ERR unknown command");
    };
  }

  private Reply publish(String payload) {
    int subscribers = 0;
    for (Pipe subscriber : cluster.network.pipesTo(this)) {
      if (subscriber.purpose == Purpose.HELLO) {
        cluster.network.toClient(subscriber, new Input.HelloReceived(subscriber.id, payload));
        subscribers++;
      }
    }
    return new Reply.Number(subscribers);
  }

  private Reply client(Pipe pipe, List<String> words) {
    if (!words.get(1).equals("KILL")) {
      return OK;
    }
    Purpose kind = words.get(3).equals("pubsub") ? Purpose.HELLO : Purpose.COMMANDS;
    int killed = 0;
    for (Pipe other : cluster.network.pipesTo(this)) {
      if (other != pipe && other.purpose == kind) {
        cluster.network.reset(other);
        killed++;
      }
    }
    return new Reply.Number(killed);
  }

  private Reply obey(String host, String port) {
    if (handingOver != null) {
      return new Reply.Failure("ERR REPLICAOF not allowed while failing over.");
    }
    if (host.equalsIgnoreCase("NO")) {
      promote();
      return OK;
    }
    Address wanted = cluster.directory.address(host, Integer.parseInt(port));
    Address present = replication.master();
    if (present == null || !present.samePlace(wanted)) {
      follow(wanted);
    }
    return OK;
  }

  private Reply failover(List<String> words) {
    if (words.get(1).equals("ABORT")) {
      boolean any = handingOver != null;
      endHandingOver();
      return any ? OK : new Reply.Failure("ERR No failover in progress.");
    }
    RedisNode target =
        lookUp(cluster.directory.address(words.get(2), Integer.parseInt(words.get(3))));
    if (!isMaster() || handingOver != null) {
      return new Reply.Failure("ERR FAILOVER is not valid when server is a replica.");
    }
    if (target == null || !target.isInSyncWith(this)) {
      return new Reply.Failure("ERR FAILOVER target HOST and PORT is not a replica.");
    }
    handingOver = new HandingOver(this, target, cluster, Long.parseLong(words.get(5)));
    return OK;
  }

  String failoverState() {
    return handingOver == null ? "no-failover" : "waiting-for-sync";
  }

  @Override
  public String toString() {
    Address master = replication.master();
    return name
        + (alive ? isFrozen() ? " frozen" : "" : " dead")
        + (master == null
            ? " master"
            : " follows "
                + master.host()
                + ":"
                + master.port()
                + (replication.isUp() ? "" : " (link down)"))
        + " offset "
        + data.offset();
  }
}
