package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Names;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known: who we are, the masters and their groups, and the connections. */
public final class Topology {

  private final String myId;
  private final Map<String, Master> masters = new LinkedHashMap<>();
  private final Map<ConnectionId, Connection> connections = new HashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private final Names names = new Names();
  private SentinelSettings settings;
  private long currentEpoch;
  private final Revision revision = new Revision();
  private long nextConnection = 1;
  private long nextTicket = 1;
  private long nextOrder = 1;

  /** Takes up a saved state. */
  public Topology(DurableState state, long now) {
    myId = state.myId();
    settings = state.settings();
    currentEpoch = state.currentEpoch();
    for (MasterState saved : state.masters()) {
      Master master = addMaster(saved.settings(), saved.address(), now);
      master.adoptConfigEpoch(saved.configEpoch());
      master.restoreVote(saved.leaderEpoch());
      for (Address replica : saved.replicas()) {
        addReplica(master, replica, now);
      }
      for (PeerState peer : saved.peers()) {
        String runId = peer.runId();
        if (runId != null
            && !runId.equals(myId)
            && master.peer(runId) == null
            && master.peerAt(peer.address()) == null
            && master.peers().size() < Bounds.MAX_PEERS) {
          addPeer(master, runId, peer.address(), now);
        }
      }
    }
  }

  public String myId() {
    return myId;
  }

  public SentinelSettings settings() {
    return settings;
  }

  public void change(SentinelSettings newSettings) {
    settings = newSettings;
    revision.next();
  }

  public long currentEpoch() {
    return currentEpoch;
  }

  public void adoptEpoch(long epoch) {
    currentEpoch = epoch;
    revision.next();
  }

  /**
   * Takes back epochs that nobody else has. Votes given in them become votes for nobody, in the
   * epoch that is current now: none is given twice.
   */
  public void giveUpEpochsAbove(long epoch) {
    currentEpoch = epoch;
    masters.values().forEach(master -> master.giveUpEpochsAbove(epoch));
    revision.next();
  }

  /** Counts up whenever something changes that must survive a restart. */
  public long version() {
    return revision.number();
  }

  /** Makes the next save write, even if nothing has changed since the last. */
  public void saveAgain() {
    revision.next();
  }

  /** How many processes are watched: the link to a sentinel that watches several masters is one. */
  public int linkCount() {
    return revision.linksInUse();
  }

  public Names names() {
    return names;
  }

  public Deadlines deadlines() {
    return deadlines;
  }

  public Collection<Master> masters() {
    return Collections.unmodifiableCollection(masters.values());
  }

  public @Nullable Master master(String name) {
    return masters.get(name);
  }

  /** The master at that address, null when there is none. */
  public @Nullable Master masterAt(Address address) {
    for (Master master : masters.values()) {
      if (master.address().samePlace(address)) {
        return master;
      }
    }
    return null;
  }

  /**
   * The master that a peer of its group asks about, although we do not know where its name leads: a
   * vote is about the group, not about the place. Null when there is no such master, or more than
   * one.
   *
   * @param candidate run id of the peer
   */
  public @Nullable Master unresolvedMaster(int port, String candidate) {
    Master found = null;
    for (Master master : masters.values()) {
      Address address = master.address();
      if (address.ip().isEmpty() && address.port() == port && master.peer(candidate) != null) {
        if (found != null) {
          return null;
        }
        found = master;
      }
    }
    return found;
  }

  /** Begins to watch a master; the name must be free. */
  public Master addMaster(MasterSettings masterSettings, Address address, long now) {
    Master master = new Master(masterSettings, address, nextOrder++, revision, now);
    masters.put(master.name(), master);
    revision.next();
    return master;
  }

  /**
   * Gives no vote for that master in the present epoch: it may have been given already, before the
   * master was removed and added again.
   */
  public void abstain(Master master) {
    master.restoreVote(currentEpoch);
  }

  /** Forgets a master; its links are the caller's to close. */
  public void removeMaster(Master master) {
    masters.remove(master.name());
    deadlines.remove(master);
    revision.next();
  }

  /** Whether the group lacks that replica, and has no room for it. */
  public boolean hasNoRoomFor(Master master, Address address) {
    return master.replicas().size() >= Bounds.MAX_REPLICAS
        && master.replica(address.announcedWithPort(settings.announceHostnames())) == null;
  }

  /**
   * Adds a replica, or returns null when the group has a node of that name or at that place, or has
   * no room: one place is one node, and the master is not its own replica.
   */
  public @Nullable Replica addReplica(Master master, Address address, long now) {
    String name = address.announcedWithPort(settings.announceHostnames());
    if (master.replica(name) != null
        || master.replicas().size() >= Bounds.MAX_REPLICAS
        || master.address().samePlace(address)
        || master.replicaAt(address) != null) {
      return null;
    }
    Replica replica = new Replica(name, address, master, now);
    master.add(replica);
    return replica;
  }

  /** Forgets a replica; its link is the caller's to close when nobody uses it any more. */
  public void removeReplica(Replica replica) {
    replica.master().remove(replica);
    replica.releaseLink();
  }

  /**
   * Adds a peer that the group does not have yet; it shares the link that another group has to the
   * same process.
   */
  public Peer addPeer(Master master, String runId, Address address, long now) {
    Peer peer = new Peer(runId, address, master, now);
    for (Master other : masters.values()) {
      Peer same = other == master ? null : other.peer(runId);
      if (same != null) {
        peer.shareLink(same.link());
        break;
      }
    }
    master.add(peer);
    return peer;
  }

  /** Forgets a peer; its link is the caller's to close when nobody uses it any more. */
  public void removePeer(Peer peer) {
    peer.master().remove(peer);
    peer.releaseLink();
  }

  /** Forgets all replicas of a master and returns them, for their links to be closed. */
  public List<Replica> dropReplicas(Master master) {
    List<Replica> dropped = List.copyOf(master.replicas());
    master.clearReplicas();
    dropped.forEach(Instance::releaseLink);
    return dropped;
  }

  /**
   * Forgets all peers of a master and returns them, for their links to be closed where nobody else
   * uses them.
   */
  public List<Peer> dropPeers(Master master) {
    List<Peer> dropped = List.copyOf(master.peers());
    master.clearPeers();
    dropped.forEach(Instance::releaseLink);
    return dropped;
  }

  /**
   * The master of that group is another node from now on, or the same one as if just found; epochs
   * and votes stay.
   */
  public void beginAt(Master master, Address address, long now) {
    master.beginAt(address, nextTicket, now);
  }

  /** Begins a connection attempt. */
  public Connection connect(Link link, Purpose purpose, long now) {
    Connection connection = link.beginConnection(new ConnectionId(nextConnection++), purpose, now);
    connections.put(connection.id(), connection);
    return connection;
  }

  /** The connection with that id, null when it is gone. */
  public @Nullable Connection connection(ConnectionId id) {
    return connections.get(id);
  }

  /** Forgets a connection. */
  public void forget(Connection connection) {
    connections.remove(connection.id());
  }

  /** A number for a command, never used again. */
  public long nextTicket() {
    return nextTicket++;
  }

  /** What must be on disk. */
  public DurableState durableState() {
    List<MasterState> saved = new ArrayList<>(masters.size());
    for (Master master : masters.values()) {
      saved.add(master.durable());
    }
    return new DurableState(myId, currentEpoch, settings, saved);
  }
}
