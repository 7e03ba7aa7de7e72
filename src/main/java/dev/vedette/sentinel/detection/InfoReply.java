package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.failover.Corrections;
import dev.vedette.sentinel.failover.DataLoss;
import dev.vedette.sentinel.failover.FailoverMachine;
import dev.vedette.sentinel.failover.ForeignNodes;
import dev.vedette.sentinel.failover.Heritage;
import dev.vedette.sentinel.failover.Reset;
import dev.vedette.sentinel.failover.SameNodes;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;

/** What an INFO reply tells of a master or replica, and what follows from it. */
public final class InfoReply {

  private InfoReply() {}

  /** Takes a reply as it came. */
  public static void receive(Turn turn, Node node, String text) {
    InfoReport report = InfoReport.parse(text);
    if (report.role() == null && report.runId().isEmpty()) {
      node.infoRefused(turn.now());
      turn.log(
          node.master(),
          "INFO of " + node.kind() + " " + node.name() + " has neither role nor run_id, ignored");
      return;
    }
    node.infoReceived(text, turn.now());
    identify(turn, node, report);
    if (SameNodes.keepOne(turn, node)) {
      learn(turn, node, report);
      act(turn, node, report);
    }
    turn.changed();
  }

  /** Looks again at the last reply, because a name in it can be resolved now. */
  public static void reconsider(Turn turn, Node node) {
    String text = node.info();
    if (text != null && node instanceof Master master) {
      findReplicas(turn, master, InfoReport.parse(text));
    }
  }

  private static void identify(Turn turn, Node node, InfoReport report) {
    if (!report.runId().isEmpty() && !report.runId().equals(node.runId())) {
      if (!node.runId().isEmpty()) {
        turn.emit(EventType.REBOOT, node);
        node.master().forgetAliases();
        if (node instanceof Master master) {
          master.becomeRestarted();
          if (master.settings().masterRebootDownAfterMillis() != 0) {
            master.becomeRebooted(turn.now());
          }
        }
      }
      node.identify(report.runId());
    }
  }

  private static void learn(Turn turn, Node node, InfoReport report) {
    switch (node) {
      case Master master -> {
        master.reported(report);
        if (DataLoss.judge(turn, master, report)) {
          master.lostData(true);
        }
        findReplicas(turn, master, report);
        Reset.isOver(turn, master);
      }
      case Replica replica -> replica.reportReplication(report, turn.now());
    }
    Heritage.learn(turn, node, report);
    learnRole(turn, node, report);
  }

  private static void findReplicas(Turn turn, Master master, InfoReport report) {
    boolean waiting = false;
    for (InfoReport.Listed listed : report.replicas()) {
      Address address = turn.address(listed.host(), listed.port());
      if (address == null) {
        continue;
      }
      if (address.ip().isEmpty()) {
        waiting = true;
        continue;
      }
      if (address.samePlace(master.address()) || master.isAlias(address)) {
        continue;
      }
      if (turn.topology().hasNoRoomFor(master, address)) {
        turn.limitReached(master, "replicas", Bounds.MAX_REPLICAS);
        break;
      }
      Replica found = turn.topology().addReplica(master, address, turn.now());
      if (found != null) {
        turn.persistDiscovery();
        turn.emit(EventType.SLAVE, found);
        turn.changed();
      }
    }
    master.awaitNames(waiting);
  }

  private static void learnRole(Turn turn, Node node, InfoReport report) {
    Role role = report.role();
    if (role == null || role == node.roleReported()) {
      return;
    }
    node.reportRole(role, turn.now());
    boolean expected =
        switch (node) {
          case Master master -> role == Role.MASTER;
          case Replica replica -> role == Role.REPLICA;
        };
    if (role == Role.REPLICA && node instanceof Replica replica) {
      replica.masterChanged(turn.now());
    }
    turn.emit(
        expected ? EventType.ROLE_CHANGE : EventType.ROLE_MISMATCH,
        node,
        "new reported role is " + role.wireName());
  }

  /**
   * A master that reports itself a replica is not acted upon here: it becomes subjectively down in
   * time.
   */
  private static void act(Turn turn, Node node, InfoReport report) {
    Role role = report.role();
    if (role == null || turn.modes().tilt().isActive() || !(node instanceof Replica replica)) {
      return;
    }
    ForeignNodes.judge(turn, replica, report);
    switch (role) {
      case MASTER -> {
        if (!FailoverMachine.promotionConfirmed(turn, replica)) {
          Corrections.convertToReplica(turn, replica);
        }
      }
      case REPLICA -> {
        Corrections.fixMaster(turn, replica);
        FailoverMachine.reconfigurationObserved(turn, replica);
      }
    }
  }
}
