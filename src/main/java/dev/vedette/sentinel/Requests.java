package dev.vedette.sentinel;

import dev.vedette.sentinel.election.Canvass;
import dev.vedette.sentinel.election.Votes;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.failover.FailoverMachine;
import dev.vedette.sentinel.failover.ForeignNodes;
import dev.vedette.sentinel.failover.MasterSwitch;
import dev.vedette.sentinel.failover.ReplicaSelection;
import dev.vedette.sentinel.failover.Reset;
import dev.vedette.sentinel.gossip.EpochRule;
import dev.vedette.sentinel.gossip.HelloReceiving;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Answer.Refusal;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.Glob;
import dev.vedette.sentinel.settings.MasterNames;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.RunId;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What is done about each {@link Request}. */
final class Requests {

  private static final Answer OK = new Answer.Ok();
  private static final Answer NOT_SAVED = new Answer.NotSaved();

  private final HelloReceiving hellos;

  Requests(HelloReceiving hellos) {
    this.hellos = hellos;
  }

  /** Does what is asked, answers, and returns the groups to be looked at. */
  List<Master> handle(Turn turn, long id, Request request) {
    return switch (request) {
      case Request.IsMasterDown ask -> isMasterDown(turn, id, ask);
      case Request.PeerHello hello -> peerHello(turn, id, hello);
      case Request.Failover failover -> failover(turn, id, failover);
      case Request.Monitor monitor -> monitor(turn, id, monitor);
      case Request.Remove remove -> remove(turn, id, remove);
      case Request.ChangeMaster change -> change(turn, id, change);
      case Request.AdoptReplica(String master, String replica) ->
          decide(turn, id, master, replica, ForeignNodes::adopt);
      case Request.ForgetReplica(String master, String replica) ->
          decide(turn, id, master, replica, ForeignNodes::forget);
      case Request.Reset reset -> reset(turn, id, reset);
      case Request.Configure configure -> configure(turn, id, configure);
      case Request.FlushConfig flush -> {
        turn.topology().saveAgain();
        answerWhenSaved(turn, id, OK);
        yield List.of();
      }
      case Request.SimulateFailure simulate -> {
        turn.modes().crashAt(simulate.points());
        for (CrashPoint point : simulate.points()) {
          turn.effect(
              new Effect.Log(
                  dev.vedette.sentinel.event.Event.Role.OBSERVER,
                  "Failure simulation: this sentinel will crash " + point));
        }
        answer(turn, id, OK);
        yield List.of();
      }
    };
  }

  private static void answer(Turn turn, long id, Answer answer) {
    turn.effect(new Effect.Answer(id, answer, null));
  }

  private static void answerWhenSaved(Turn turn, long id, Answer answer) {
    turn.persist();
    turn.effect(new Effect.Answer(id, answer, NOT_SAVED));
  }

  private static List<Master> refuse(Turn turn, long id, Refusal reason, String detail) {
    answer(turn, id, new Answer.Refused(reason, detail));
    return List.of();
  }

  private static List<Master> refuseUnknown(Turn turn, long id, String master) {
    return refuse(turn, id, Refusal.UNKNOWN_MASTER, "No such master with that name: " + master);
  }

  /**
   * A vote leaves this process only when it is on disk; whether the master is down can always be
   * told.
   */
  private static List<Master> isMasterDown(Turn turn, long id, Request.IsMasterDown ask) {
    Address address = turn.address(ask.host(), ask.port());
    Master master = address == null ? null : turn.topology().masterAt(address);
    if (master == null) {
      master = turn.topology().unresolvedMaster(ask.port(), ask.candidate());
    }
    if (master == null || master.mishaps().isSetAside()) {
      answer(turn, id, new Answer.MasterDown(false, null, 0));
      return List.of();
    }
    boolean down = master.isSubjectivelyDown() && !turn.modes().tilt().isActive();
    Canvass.askDoubtersAgain(turn, master);
    if (!RunId.isValid(ask.candidate())) {
      answer(turn, id, new Answer.MasterDown(down, null, 0));
      return List.of(master);
    }
    Peer candidate = master.peer(ask.candidate());
    if (!EpochRule.admits(turn, master, candidate, ask.epoch())) {
      EpochRule.refuse(turn, master, candidate, ask.candidate(), "vote in " + ask.epoch());
      answer(turn, id, new Answer.MasterDown(down, null, 0));
      return List.of(master);
    }
    Votes.give(turn, master, ask.epoch(), ask.candidate());
    turn.persist();
    turn.effect(
        new Effect.Answer(
            id,
            new Answer.MasterDown(down, master.leader(), master.leaderEpoch()),
            new Answer.MasterDown(down, null, 0)));
    return List.of(master);
  }

  private static List<Master> decide(
      Turn turn, long id, String name, String listed, BiConsumer<Turn, Replica> decision) {
    Master master = turn.topology().master(name);
    if (master == null) {
      return refuseUnknown(turn, id, name);
    }
    Replica replica = master.replica(listed);
    if (replica == null) {
      return refuse(turn, id, Refusal.UNKNOWN_REPLICA, "No such replica of that master: " + listed);
    }
    if (master.failover().isInProgress()) {
      return refuse(turn, id, Refusal.FAILOVER_IN_PROGRESS, "Failover already in progress");
    }
    decision.accept(turn, replica);
    answerWhenSaved(turn, id, OK);
    return List.of(master);
  }

  private List<Master> peerHello(Turn turn, long id, Request.PeerHello hello) {
    Master master = hellos.receive(turn, hello.payload());
    answer(turn, id, new Answer.Count(1));
    return master == null ? List.of() : List.of(master);
  }

  private static List<Master> failover(Turn turn, long id, Request.Failover request) {
    Master master = turn.topology().master(request.master());
    if (master == null) {
      return refuseUnknown(turn, id, request.master());
    }
    String aside = master.mishaps().reason();
    if (aside != null) {
      return refuse(
          turn,
          id,
          Refusal.SET_ASIDE,
          "Master " + master.name() + " is set aside because looking after it fails: " + aside);
    }
    String unsaved = turn.modes().saving().failure();
    if (unsaved != null) {
      return refuse(
          turn,
          id,
          Refusal.NOT_SAVED,
          "The state cannot be saved, and a restart would forget a failover begun now: " + unsaved);
    }
    if (master.failover().isInProgress()) {
      return refuse(turn, id, Refusal.FAILOVER_IN_PROGRESS, "Failover already in progress");
    }
    if (request.coordinated() && (master.isSubjectivelyDown() || !master.link().canSend())) {
      return refuse(
          turn,
          id,
          Refusal.NOT_SUPPORTED,
          "a coordinated failover needs a master that is up and connected");
    }
    if (ReplicaSelection.best(turn, master) == null) {
      answer(turn, id, new Answer.NoGoodReplica(ReplicaSelection.ranking(turn, master)));
      return List.of(master);
    }
    turn.log(master, "Executing user requested FAILOVER of '" + master.name() + "'");
    FailoverMachine.start(turn, master, true, request.coordinated());
    answer(turn, id, new Answer.FailoverStarted(master.failover().epoch()));
    return List.of(master);
  }

  private static List<Master> monitor(Turn turn, long id, Request.Monitor request) {
    String problem = MasterNames.problem(request.master());
    if (problem != null) {
      return refuse(turn, id, Refusal.INVALID_NAME, problem);
    }
    if (turn.topology().master(request.master()) != null) {
      return refuse(turn, id, Refusal.DUPLICATE_MASTER, "Duplicate master name.");
    }
    if (turn.topology().masters().size() >= Bounds.MAX_MASTERS) {
      return refuse(
          turn,
          id,
          Refusal.TOO_MANY_MASTERS,
          "No more than " + Bounds.MAX_MASTERS + " masters can be watched");
    }
    if (request.quorum() < 1) {
      return refuse(turn, id, Refusal.INVALID_QUORUM, "Quorum must be 1 or greater.");
    }
    MasterSettings settings = MasterSettings.of(request.master(), request.quorum(), turn.timings());
    Master master = turn.topology().addMaster(settings, request.address(), turn.now());
    turn.topology().abstain(master);
    answerWhenSaved(turn, id, OK);
    turn.emit(EventType.MONITOR, master, "quorum " + request.quorum());
    return List.of(master);
  }

  private static List<Master> remove(Turn turn, long id, Request.Remove request) {
    Master master = turn.topology().master(request.master());
    if (master == null) {
      return refuseUnknown(turn, id, request.master());
    }
    turn.emit(EventType.UNMONITOR, master);
    turn.topology().removeMaster(master);
    MasterSwitch.release(turn, master);
    answerWhenSaved(turn, id, OK);
    return List.of();
  }

  private static List<Master> change(Turn turn, long id, Request.ChangeMaster request) {
    Master master = turn.topology().master(request.master());
    if (master == null) {
      return refuseUnknown(turn, id, request.master());
    }
    try {
      master.change(request.change().apply(master.settings()));
    } catch (IllegalArgumentException invalid) {
      return refuse(turn, id, Refusal.INVALID_OPTION, String.valueOf(invalid.getMessage()));
    }
    if (request.reconnect()) {
      reconnect(turn, master);
    }
    for (String event : request.events()) {
      turn.emit(EventType.SET, master, event);
    }
    answerWhenSaved(turn, id, OK);
    return List.of(master);
  }

  private static void reconnect(Turn turn, Master master) {
    List<Instance> nodes = new ArrayList<>(master.replicas());
    nodes.add(master);
    for (Instance node : nodes) {
      turn.closeAll(node.link(), "credentials have changed");
      node.link().dialAtOnce();
    }
  }

  private static List<Master> reset(Turn turn, long id, Request.Reset request) {
    Glob pattern = new Glob(request.pattern());
    List<Master> matching =
        turn.topology().masters().stream()
            .filter(master -> pattern.matches(master.name()))
            .toList();
    for (Master master : matching) {
      Reset.perform(turn, master);
      master.mishaps().lookNow();
    }
    answer(turn, id, new Answer.Count(matching.size()));
    return matching;
  }

  private static List<Master> configure(Turn turn, long id, Request.Configure request) {
    try {
      turn.topology().change(request.change().apply(turn.settings()));
    } catch (IllegalArgumentException invalid) {
      return refuse(turn, id, Refusal.INVALID_OPTION, String.valueOf(invalid.getMessage()));
    }
    if (request.reconnectPeers()) {
      for (Master master : turn.topology().masters()) {
        for (Peer peer : master.peers()) {
          turn.closeAll(peer.link(), "credentials have changed");
          peer.link().dialAtOnce();
        }
      }
    }
    answerWhenSaved(turn, id, OK);
    return List.copyOf(turn.topology().masters());
  }
}
