package dev.vedette.simulation;

import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server as far as a sentinel can tell: replicates, obeys, drops clients when told, and
 * restarts with what it last wrote to its own configuration.
 */
final class RedisNode extends Host {

  private static final long SYNC_MILLIS = 300;

  final int priority;
  private final Network network;
  private final Agenda agenda;
  private final Function<Address, @Nullable RedisNode> lookUp;
  private boolean alive = true;
  private int restarts;
  private @Nullable Address master;
  private @Nullable Address savedMaster;
  private boolean linkUp;
  private long linkDownSince;
  private long linkUpAt;
  private long offset = 1;

  RedisNode(
      String name,
      Address address,
      int priority,
      Network network,
      Agenda agenda,
      Function<Address, @Nullable RedisNode> lookUp) {
    super(name, address);
    this.priority = priority;
    this.network = network;
    this.agenda = agenda;
    this.lookUp = lookUp;
  }

  void follow(@Nullable Address newMaster) {
    master = newMaster;
    linkUp = false;
    linkDownSince = agenda.now();
    linkUpAt = agenda.now() + SYNC_MILLIS;
  }

  void saveConfiguration() {
    savedMaster = master;
  }

  @Override
  boolean isAlive() {
    return alive;
  }

  boolean isMaster() {
    return master == null;
  }

  boolean isInSyncWith(RedisNode other) {
    return master != null && master.samePlace(other.address) && linkUp;
  }

  void kill() {
    alive = false;
    forgetWaiting();
    network.resetAll(this);
  }

  void restart() {
    if (!alive) {
      alive = true;
      restarts++;
      follow(savedMaster);
    }
  }

  /** Replication goes on; called ten times a second. */
  void replicate() {
    if (!alive || isFrozen()) {
      return;
    }
    if (master == null) {
      offset += 10;
      return;
    }
    RedisNode source = lookUp.apply(master);
    boolean reachable =
        source != null
            && source != this
            && source.alive
            && !source.isFrozen()
            && (source.isMaster() || source.linkUp)
            && !network.isBlocked(source, this)
            && !network.isBlocked(this, source);
    if (!reachable || source == null) {
      if (linkUp) {
        linkDownSince = agenda.now();
      }
      linkUp = false;
      linkUpAt = agenda.now() + SYNC_MILLIS;
    } else if (agenda.now() >= linkUpAt) {
      linkUp = true;
      offset = source.offset;
    }
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    String command = words.getFirst();
    Reply reply;
    if (command.equals("MULTI")) {
      pipe.multi();
      reply = new Reply.Status("OK");
    } else if (command.equals("EXEC")) {
      List<List<String>> transaction = pipe.transaction;
      pipe.transaction = null;
      if (transaction != null) {
        execute(pipe, transaction);
      }
      reply = new Reply.Many(List.of());
    } else if (pipe.transaction != null) {
      pipe.transaction.add(words);
      reply = new Reply.Status("QUEUED");
    } else {
      reply =
          switch (command) {
            case "PING" -> new Reply.Status("PONG");
            case "INFO" -> new Reply.Text(info());
            case "PUBLISH" -> publish(words.get(2));
            default -> new Reply.Failure("ERR unknown command");
          };
    }
    network.toClient(pipe, new Input.Replied(pipe.id, ticket, reply));
  }

  private Reply publish(String payload) {
    int subscribers = 0;
    for (Pipe subscriber : network.pipesTo(this)) {
      if (subscriber.purpose == Purpose.HELLO) {
        network.toClient(subscriber, new Input.HelloReceived(subscriber.id, payload));
        subscribers++;
      }
    }
    return new Reply.Number(subscribers);
  }

  private void execute(Pipe pipe, List<List<String>> transaction) {
    for (List<String> words : transaction) {
      switch (words.getFirst()) {
        case "SLAVEOF" -> obey(words.get(1), words.get(2));
        case "CONFIG" -> saveConfiguration();
        case "CLIENT" -> {
          Purpose kind = words.get(3).equals("pubsub") ? Purpose.HELLO : Purpose.COMMANDS;
          for (Pipe other : network.pipesTo(this)) {
            if (other != pipe && other.purpose == kind) {
              network.reset(other);
            }
          }
        }
        default -> throw new IllegalArgumentException(words.toString());
      }
    }
  }

  private void obey(String host, String port) {
    if (host.equals("NO")) {
      master = null;
      return;
    }
    Address wanted = Address.ofIp(host, Integer.parseInt(port));
    if (master == null || !master.samePlace(wanted)) {
      follow(wanted);
    }
  }

  private String info() {
    StringBuilder info = new StringBuilder("# Server\r\nrun_id:");
    info.append(String.format(Locale.ROOT, "%s%039d", name.charAt(name.length() - 1), restarts));
    info.append("\r\n# Replication\r\n");
    if (master == null) {
      info.append("role:master\r\nmaster_repl_offset:").append(offset).append("\r\n");
      int i = 0;
      for (RedisNode replica : followers()) {
        info.append("slave").append(i++).append(":ip=").append(replica.address.ip());
        info.append(",port=").append(replica.address.port()).append(",state=online\r\n");
      }
      return info.toString();
    }
    info.append("role:slave\r\nmaster_host:").append(master.ip());
    info.append("\r\nmaster_port:").append(master.port());
    info.append("\r\nmaster_link_status:").append(linkUp ? "up" : "down").append("\r\n");
    if (!linkUp) {
      info.append("master_link_down_since_seconds:");
      info.append((agenda.now() - linkDownSince) / 1000).append("\r\n");
    }
    info.append("slave_repl_offset:").append(offset);
    info.append("\r\nslave_priority:").append(priority).append("\r\n");
    return info.toString();
  }

  /** Set once all nodes are there. */
  List<RedisNode> others = List.of();

  private List<RedisNode> followers() {
    return others.stream().filter(other -> other.alive && other.isInSyncWith(this)).toList();
  }

  @Override
  public String toString() {
    return name
        + (alive ? isFrozen() ? " frozen" : "" : " dead")
        + (master == null ? " master" : " follows " + master.ip() + (linkUp ? "" : " (link down)"))
        + " offset "
        + offset;
  }
}
