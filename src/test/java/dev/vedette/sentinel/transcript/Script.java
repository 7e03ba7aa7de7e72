package dev.vedette.sentinel.transcript;

import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a transcript. Set-up: {@code me}, {@code master}, {@code replica}, {@code peer},
 * {@code epoch}, {@code start}. The world: {@code redis}, {@code kill}, {@code freeze}, {@code
 * revive}, {@code says}, {@code vote}, {@code disk}. Time: {@code wait}, {@code stall}. What comes
 * in: {@code hello}, {@code ask}, {@code request}, {@code resolved}. Looking: {@code show}, {@code
 * rank}, {@code state}.
 */
final class Script {

  private static final String MASTER = "mymaster";

  private final World world = new World();
  private final Map<String, MasterState> masters = new LinkedHashMap<>();
  private SentinelSettings settings = SentinelSettings.ofPort(26379);
  private String me = "a".repeat(40);
  private long epoch;

  /** Carries out one line. */
  void run(String line) {
    List<String> words = List.of(line.trim().split("\\s+"));
    Map<String, String> options = options(words);
    List<String> plain = words.stream().filter(word -> !isOption(word)).toList();
    switch (plain.getFirst()) {
      case "me" -> me = id(plain.get(1));
      case "epoch" -> epoch = Long.parseLong(plain.get(1));
      case "settings" -> settings = settings(options);
      case "master" -> master(plain, options);
      case "replica" -> replica(plain.get(1), options);
      case "peer" -> peer(plain, options);
      case "start", "restart" -> start(plain.getFirst());
      case "redis" -> redis(plain, options);
      case "kill", "freeze", "revive" -> health(plain);
      case "says" ->
          node(plain.get(1)).pingReply =
              line.substring(line.indexOf(plain.get(1)) + plain.get(1).length() + 1);
      case "disk" -> world.diskIsFull(plain.get(1).equals("full"));
      case "cut" -> world.cut(port(plain.get(1)), "Connection reset by peer");
      case "vote" -> vote(plain, options);
      case "wait" -> world.advance(Long.parseLong(plain.get(1)));
      case "stall" -> world.sleepThrough(Long.parseLong(plain.get(1)));
      case "jump" -> world.input(new Input.TimeJumped(Long.parseLong(plain.get(1))));
      case "hello" ->
          world.input(
              new Input.HelloReceived(
                  world.helloConnection(port(plain.get(1))), expand(plain.get(2))));
      case "ask" -> ask(plain, options);
      case "request" -> world.request(request(plain, options));
      case "resolved" ->
          world.input(new Input.Resolved(plain.get(1), plain.size() > 2 ? plain.get(2) : null));
      case "show" -> show(options);
      case "verbose" -> {
        world.showAll = plain.get(1).equals("on");
        world.showConnects = plain.get(1).equals("connects");
      }
      case "rank" -> rank();
      case "state" -> state();
      default -> throw new IllegalArgumentException("unknown word: " + plain.getFirst());
    }
  }

  /** What happened since the last call. */
  String takeWritten() {
    return world.takeWritten();
  }

  World world() {
    return world;
  }

  private static boolean isOption(String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && word.substring(0, equals).chars().allMatch(c -> Character.isLowerCase(c) || c == '-');
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String word : words) {
      if (isOption(word)) {
        options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      }
    }
    return options;
  }

  private static int port(String text) {
    return Integer.parseInt(text);
  }

  /** A run id, given by its first letter. */
  private static String id(String letter) {
    return letter.length() == 1 && !letter.equals("*") ? letter.repeat(40) : letter;
  }

  private FakeRedis node(String port) {
    return world.nodes.computeIfAbsent(port(port), p -> new FakeRedis(p, world.nodes));
  }

  private SentinelSettings settings(Map<String, String> options) {
    SentinelSettings changed = settings;
    for (Map.Entry<String, String> option : options.entrySet()) {
      changed =
          switch (option.getKey()) {
            case "resolve-hostnames" ->
                changed.withResolveHostnames(option.getValue().equals("yes"));
            case "announce-hostnames" ->
                changed.withAnnounceHostnames(option.getValue().equals("yes"));
            case "announce-ip" -> changed.withAnnounceIp(option.getValue());
            case "announce-port" -> changed.withAnnouncePort(port(option.getValue()));
            default -> throw new IllegalArgumentException("unknown setting: " + option.getKey());
          };
    }
    return changed;
  }

  private void master(List<String> words, Map<String, String> options) {
    String name = options.getOrDefault("name", MASTER);
    MasterSettings chosen =
        MasterSettings.of(name, 1, Timings.DEFAULTS)
            .withDownAfterMillis(5000)
            .withFailoverTimeoutMillis(60_000);
    for (Map.Entry<String, String> option : options.entrySet()) {
      String value = option.getValue();
      chosen =
          switch (option.getKey()) {
            case "name", "config-epoch", "leader-epoch", "host" -> chosen;
            case "quorum" -> chosen.withQuorum(Integer.parseInt(value));
            case "down-after" -> chosen.withDownAfterMillis(Long.parseLong(value));
            case "failover-timeout" -> chosen.withFailoverTimeoutMillis(Long.parseLong(value));
            case "parallel-syncs" -> chosen.withParallelSyncs(Integer.parseInt(value));
            case "reboot-after" -> chosen.withMasterRebootDownAfterMillis(Long.parseLong(value));
            case "notification-script" -> chosen.withNotificationScript(value);
            case "client-reconfig-script" -> chosen.withClientReconfigScript(value);
            case "rename" ->
                chosen.withRenamedCommands(Map.of(value.split(":")[0], value.split(":")[1]));
            default -> throw new IllegalArgumentException("unknown option: " + option.getKey());
          };
    }
    Address address =
        options.containsKey("host")
            ? new Address(options.get("host"), "", port(words.get(1)))
            : Address.ofIp("127.0.0.1", port(words.get(1)));
    node(words.get(1));
    masters.put(
        name,
        new MasterState(
            chosen,
            address,
            Long.parseLong(options.getOrDefault("config-epoch", "0")),
            Long.parseLong(options.getOrDefault("leader-epoch", "0")),
            List.of(),
            List.of()));
  }

  private MasterState known(String name) {
    MasterState state = masters.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no master " + name);
    }
    return state;
  }

  private void replica(String port, Map<String, String> options) {
    String name = options.getOrDefault("master", MASTER);
    MasterState state = known(name);
    List<Address> replicas = new ArrayList<>(state.replicas());
    String host = options.get("host");
    replicas.add(
        host == null ? Address.ofIp("127.0.0.1", port(port)) : new Address(host, "", port(port)));
    masters.put(
        name,
        new MasterState(
            state.settings(),
            state.address(),
            state.configEpoch(),
            state.leaderEpoch(),
            replicas,
            state.peers()));
    if (host != null) {
      return;
    }
    node(port).masterPort = state.address().port();
    node(Integer.toString(state.address().port())).listed.add(port(port));
  }

  private void peer(List<String> words, Map<String, String> options) {
    int port = port(words.get(2));
    world.peers.computeIfAbsent(port, FakePeer::new);
    for (String name : options.getOrDefault("master", MASTER).split(",")) {
      MasterState state = known(name);
      List<PeerState> peers = new ArrayList<>(state.peers());
      peers.add(new PeerState(Address.ofIp("127.0.0.1", port), id(words.get(1))));
      masters.put(
          name,
          new MasterState(
              state.settings(),
              state.address(),
              state.configEpoch(),
              state.leaderEpoch(),
              state.replicas(),
              peers));
    }
  }

  private void start(String how) {
    world.start(
        how.equals("restart")
            ? world.sentinel().durableState()
            : new DurableState(me, epoch, settings, List.copyOf(masters.values())));
  }

  private void redis(List<String> words, Map<String, String> options) {
    FakeRedis node = node(words.get(1));
    if (words.size() > 2) {
      node.masterPort = words.get(2).equals("master") ? null : Integer.valueOf(words.get(3));
    }
    for (Map.Entry<String, String> option : options.entrySet()) {
      String value = option.getValue();
      switch (option.getKey()) {
        case "priority" -> node.priority = Integer.parseInt(value);
        case "offset" -> node.offset = Long.parseLong(value);
        case "runid" -> node.runId = id(value);
        case "link" -> node.masterLinkUp = value.equals("up");
        case "link-down-seconds" -> node.masterLinkDownSeconds = Long.parseLong(value);
        case "memory" -> node.outOfMemory = value.equals("full");
        case "refuses" -> {
          node.refuses.clear();
          for (String command : value.equals("nothing") ? new String[0] : value.split(",")) {
            node.refuses.put(command, "ERR unknown command '" + command + "'");
          }
        }
        case "syncs" -> node.syncs = value.equals("yes");
        case "sync" -> node.synchronising = value.equals("in-progress");
        case "keys" -> node.keys = Long.parseLong(value);
        case "replid" -> node.replicationId = id(value);
        case "replid-before" -> node.formerReplicationId = id(value);
        case "obeys" -> node.obeys = value.equals("yes");
        case "failover" -> node.refusesFailover = value.equals("refused");
        case "announced" -> node.announced = value.equals("yes");
        case "info" -> node.garbage = value.equals("sound") ? "" : value;
        case "lists" -> {
          node.listed.clear();
          if (!value.equals("none")) {
            Arrays.stream(value.split(",")).map(Integer::valueOf).forEach(node.listed::add);
          }
        }
        default -> throw new IllegalArgumentException("unknown property: " + option.getKey());
      }
    }
  }

  private void health(List<String> words) {
    FakeRedis.Health health =
        switch (words.getFirst()) {
          case "kill" -> FakeRedis.Health.DEAD;
          case "freeze" -> FakeRedis.Health.FROZEN;
          default -> FakeRedis.Health.ALIVE;
        };
    for (String word : words.subList(1, words.size())) {
      int port = port(word);
      FakePeer peer = world.peers.get(port);
      boolean thawed = false;
      if (peer != null) {
        thawed = peer.health == FakeRedis.Health.FROZEN;
        peer.health = health;
      } else {
        thawed = node(word).health == FakeRedis.Health.FROZEN;
        node(word).health = health;
      }
      if (health == FakeRedis.Health.DEAD) {
        world.cut(port, "Connection reset by peer");
      } else if (health == FakeRedis.Health.ALIVE && thawed) {
        // What waited in a frozen process is answered late; here its connections begin anew.
        world.cut(port, "thawed");
      }
    }
  }

  private void vote(List<String> words, Map<String, String> options) {
    FakePeer peer = world.peers.computeIfAbsent(port(words.get(1)), FakePeer::new);
    peer.saysDown = options.getOrDefault("down", "no").equals("yes");
    peer.vote = options.containsKey("for") ? id(options.get("for")) : "*";
    if (peer.vote.startsWith("asker")) {
      peer.vote = "asker";
    }
    peer.voteEpoch = Long.parseLong(options.getOrDefault("epoch", "-1"));
    peer.answersAsks = !options.getOrDefault("silent", "no").equals("yes");
  }

  private String expand(String payload) {
    String text = payload;
    for (char letter = 'a'; letter <= 'f'; letter++) {
      text = text.replace("<" + letter + ">", String.valueOf(letter).repeat(40));
    }
    return text;
  }

  private void ask(List<String> words, Map<String, String> options) {
    long asked = Long.parseLong(options.getOrDefault("epoch", "0"));
    String candidate = id(options.getOrDefault("candidate", "*"));
    world.request(new Request.IsMasterDown("127.0.0.1", port(words.get(1)), asked, candidate));
  }

  private Request request(List<String> words, Map<String, String> options) {
    return switch (words.get(1)) {
      case "failover" -> new Request.Failover(words.get(2), false);
      case "coordinated-failover" -> new Request.Failover(words.get(2), true);
      case "monitor" ->
          new Request.Monitor(
              words.get(2),
              Address.ofIp("127.0.0.1", port(words.get(3))),
              Integer.parseInt(options.getOrDefault("quorum", "1")));
      case "remove" -> new Request.Remove(words.get(2));
      case "reset" -> new Request.Reset(words.get(2));
      case "adopt" -> new Request.AdoptReplica(words.get(2), words.get(3));
      case "forget" -> new Request.ForgetReplica(words.get(2), words.get(3));
      case "flush" -> new Request.FlushConfig();
      case "hello" -> new Request.PeerHello(expand(words.get(2)));
      case "set-quorum" ->
          new Request.ChangeMaster(
              words.get(2),
              s -> s.withQuorum(Integer.parseInt(words.get(3))),
              List.of("quorum " + words.get(3)),
              false);
      case "set-down-after" ->
          new Request.ChangeMaster(
              words.get(2),
              s -> s.withDownAfterMillis(Long.parseLong(words.get(3))),
              List.of("down-after-milliseconds " + words.get(3)),
              false);
      case "set-auth-pass" ->
          new Request.ChangeMaster(
              words.get(2), s -> s.withAuthPass(words.get(3)), List.of("auth-pass ******"), true);
      case "simulate" -> new Request.SimulateFailure(points(words.subList(2, words.size())));
      default -> throw new IllegalArgumentException("unknown request: " + words.get(1));
    };
  }

  private static EnumSet<CrashPoint> points(List<String> words) {
    EnumSet<CrashPoint> points = EnumSet.noneOf(CrashPoint.class);
    for (String word : words) {
      points.add(CrashPoint.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    return points;
  }

  private void show(Map<String, String> options) {
    MasterView master =
        world.sentinel().master(options.getOrDefault("master", MASTER), world.now());
    if (master == null) {
      world.write("no such master");
      return;
    }
    world.write(
        "master "
            + master.address().port()
            + " "
            + master.status()
            + " "
            + String.join(",", master.instance().flags())
            + " config-epoch="
            + master.configEpoch()
            + " leader-epoch="
            + master.leaderEpoch()
            + " "
            + master.failoverState().wireName());
    master
        .replicas()
        .forEach(r ->
            world.write(
                "  "
                    + String.join(",", r.instance().flags())
                    + " "
                    + r.instance().address().port()));
    master
        .peers()
        .forEach(p ->
            world.write(
                "  "
                    + String.join(",", p.instance().flags())
                    + " "
                    + p.instance().address().port()
                    + " "
                    + p.instance().runId().charAt(0)
                    + " refcount="
                    + p.instance().linkRefcount()));
  }

  private void rank() {
    List<Verdict> ranking = world.sentinel().candidates(MASTER, world.now());
    if (ranking == null) {
      world.write("no such master");
      return;
    }
    for (Verdict verdict : ranking) {
      world.write(
          verdict.rank()
              + " "
              + verdict.replica()
              + " "
              + verdict.fitness()
              + ": "
              + verdict.detail());
    }
  }

  private void state() {
    DurableState state = world.sentinel().durableState();
    world.write("current-epoch " + state.currentEpoch());
    for (MasterState master : state.masters()) {
      world.write(
          master.settings().name()
              + " "
              + master.address().port()
              + " config-epoch "
              + master.configEpoch()
              + " leader-epoch "
              + master.leaderEpoch()
              + " replicas "
              + master.replicas().stream().map(a -> Integer.toString(a.port())).toList()
              + " sentinels "
              + master.peers().stream().map(p -> Integer.toString(p.address().port())).toList());
    }
  }
}
