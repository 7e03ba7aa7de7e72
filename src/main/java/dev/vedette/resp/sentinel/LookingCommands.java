package dev.vedette.resp.sentinel;

import dev.vedette.engine.Engine;
import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.Whereabouts;
import dev.vedette.resp.RespServer;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.NodeView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The subcommands of {@code SENTINEL} that only look. */
final class LookingCommands {

  private final Engine engine;
  private final PendingScripts scripts;

  LookingCommands(Engine engine, PendingScripts scripts) {
    this.engine = engine;
    this.scripts = scripts;
  }

  void register(RespServer.Builder server) {
    both(server, "masters", "primaries", (client, words) -> masters());
    both(
        server,
        "master",
        "primary",
        (client, words) -> lookAt(client, words, InstanceReplies::master));
    both(
        server,
        "replicas",
        "slaves",
        (client, words) -> lookAt(client, words, LookingCommands::replicas));
    server.command(
        "sentinel|sentinels", (client, words) -> lookAt(client, words, LookingCommands::peers));
    both(
        server,
        "get-master-addr-by-name",
        "get-primary-addr-by-name",
        (client, words) -> address(client, words));
    server.command("sentinel|ckquorum", (client, words) -> quorum(words));
    server.command(
        "sentinel|myid",
        (client, words) -> look((sentinel, now) -> RespValue.bulk(sentinel.durableState().myId())));
    server.command("sentinel|info-cache", (client, words) -> infoCache(words));
    server.command(
        "sentinel|pending-scripts", CommandHandler.answering((client, words) -> pendingScripts()));
  }

  private static void both(
      RespServer.Builder server, String name, String otherName, CommandHandler handler) {
    server.command("sentinel|" + name, handler);
    server.command("sentinel|" + otherName, handler);
  }

  private CompletionStage<RespValue> look(BiFunction<Sentinel, Long, RespValue> question) {
    return engine.read(sentinel -> question.apply(sentinel, engine.nowMillis()));
  }

  private CompletionStage<RespValue> lookAt(
      ClientSession client, Arguments words, Function<MasterView, RespValue> question) {
    String name = words.text(2);
    return engine
        .<@Nullable MasterView>read(
            sentinel -> sentinel.master(name, engine.nowMillis()), client.loop())
        .thenApply(master -> master == null ? Replies.NO_SUCH_MASTER : question.apply(master));
  }

  /** There may be thousands: neither the engine nor a loop puts them into words. */
  private CompletionStage<RespValue> masters() {
    return engine
        .read(sentinel -> sentinel.view(engine.nowMillis()))
        .thenApplyAsync(
            view -> RespValue.array(view.masters().stream().map(InstanceReplies::master).toList()),
            Thread::startVirtualThread);
  }

  private static RespValue replicas(MasterView master) {
    return RespValue.array(
        master.replicas().stream()
            .filter(ReplicaView::announced)
            .map(InstanceReplies::replica)
            .toList());
  }

  private static RespValue peers(MasterView master) {
    return RespValue.array(master.peers().stream().map(InstanceReplies::peer).toList());
  }

  /** What clients ask most, and many of them at once after a failover: answered on the loop. */
  private CompletionStage<RespValue> address(ClientSession client, Arguments words) {
    String name = words.text(2);
    Whereabouts whereabouts = engine.whereabouts();
    if (whereabouts != null) {
      return done(address(whereabouts.of(name), whereabouts.announceHostnames()));
    }
    return engine.read(
        sentinel ->
            address(sentinel.addresses().get(name), sentinel.settings().announceHostnames()),
        client.loop());
  }

  private static RespValue address(@Nullable Address address, boolean names) {
    return address == null
        ? RespValue.NULL_ARRAY
        : RespValue.array(
            RespValue.bulk(address.announced(names)),
            RespValue.bulk(Integer.toString(address.port())));
  }

  private static CompletionStage<RespValue> done(RespValue reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private CompletionStage<RespValue> quorum(Arguments words) {
    String name = words.text(2);
    return look((sentinel, now) -> {
      MasterView master = sentinel.master(name, now);
      return master == null ? Replies.NO_SUCH_MASTER : quorum(master, sentinel.idUsedAt(now));
    });
  }

  private static RespValue quorum(MasterView master, @Nullable String idUsedAt) {
    int usable = master.usableSentinels();
    boolean noQuorum = usable < master.settings().quorum();
    boolean noMajority = usable < master.majority();
    if (!noQuorum && !noMajority && idUsedAt == null) {
      return RespValue.simple(
          "OK "
              + usable
              + " usable Sentinels. Quorum and failover authorization can be reached"
              + master.ownVoteNote());
    }
    List<String> reasons = new ArrayList<>();
    if (noQuorum) {
      reasons.add("Not enough available Sentinels to reach the specified quorum for this master");
    }
    if (noMajority) {
      reasons.add("Not enough available Sentinels to reach the majority and authorize a failover");
    }
    if (idUsedAt != null) {
      reasons.add(
          "This Sentinel does not stand as a candidate, because its id is also used at "
              + idUsedAt);
    }
    return RespValue.error(
        "NOQUORUM",
        usable + " usable Sentinels. " + String.join(". ", reasons) + master.ownVoteNote());
  }

  private CompletionStage<RespValue> infoCache(Arguments words) {
    List<String> wanted = new ArrayList<>();
    for (int i = 2; i < words.size(); i++) {
      wanted.add(words.text(i));
    }
    return look((sentinel, now) -> {
      Stream<MasterView> masters =
          wanted.isEmpty()
              ? sentinel.view(now).masters().stream()
              : wanted.stream()
                  .distinct()
                  .map(name -> sentinel.master(name, now))
                  .filter(Objects::nonNull);
      List<RespValue> reply = new ArrayList<>();
      masters.forEach(master -> {
        reply.add(RespValue.bulk(master.name()));
        reply.add(infos(master));
      });
      return RespValue.array(reply);
    });
  }

  private static RespValue infos(MasterView master) {
    List<RespValue> infos = new ArrayList<>();
    infos.add(info(master.node()));
    master.replicas().forEach(replica -> infos.add(info(replica.node())));
    return RespValue.array(infos);
  }

  private static RespValue info(NodeView node) {
    String info = node.info();
    return RespValue.array(
        RespValue.integer(Objects.requireNonNullElse(node.infoRefreshMillis(), 0L)),
        info == null ? RespValue.NULL : RespValue.bulk(info));
  }

  private RespValue pendingScripts() {
    return RespValue.array(scripts.list().stream().map(LookingCommands::describe).toList());
  }

  private static RespValue describe(PendingScripts.Script script) {
    RespValue.MapBuilder map =
        RespValue.map()
            .put("argv", RespValue.strings(script.argv()))
            .put("flags", script.running() ? "running" : "scheduled")
            .put("pid", Long.toString(script.pid()));
    if (script.running()) {
      map.put("run-time", Long.toString(script.runTimeMillis()));
    } else {
      map.put("run-delay", Long.toString(script.runDelayMillis()));
    }
    return map.put("retry-num", Integer.toString(script.retryNum())).build();
  }

  /** Names of the masters, for {@code ROLE}. */
  List<String> masterNames() {
    return engine
        .read(sentinel ->
            sentinel.view(engine.nowMillis()).masters().stream()
                .map(MasterView::instance)
                .map(InstanceView::name)
                .toList())
        .join();
  }
}
