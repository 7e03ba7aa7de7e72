package dev.vedette.night;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether all is as it should be when nothing is wrong. */
final class Convergence {

  private final Ground ground;
  private final NightSettings settings;

  Convergence(Ground ground, NightSettings settings) {
    this.ground = ground;
    this.settings = settings;
  }

  /**
   * What was seen.
   *
   * @param master the address that all name, empty while there is none
   * @param missing the first thing that is not as it should be, empty when all is
   */
  record Outcome(String master, String missing) {

    boolean reached() {
      return missing.isEmpty();
    }
  }

  /** Looks at everything once. */
  Outcome look() {
    String master = "";
    for (Member sentinel : ground.sentinels()) {
      try (Wire wire = sentinel.look()) {
        String named = named(wire);
        if (!master.isEmpty() && !master.equals(named)) {
          return new Outcome("", sentinel + " names " + named + ", others " + master);
        }
        master = named;
        String trouble = trouble(wire);
        if (!trouble.isEmpty()) {
          return new Outcome("", sentinel + ": " + trouble);
        }
      } catch (IOException e) {
        return new Outcome("", sentinel + " does not answer: " + e.getMessage());
      }
    }
    return new Outcome(master, troubleOfNodes(master));
  }

  private static String named(Wire sentinel) throws IOException {
    return String.join(":", sentinel.texts("SENTINEL GET-MASTER-ADDR-BY-NAME " + Ground.MASTER));
  }

  /** A sentinel is content when it sees all members, none of them down, and nothing going on. */
  private String trouble(Wire sentinel) throws IOException {
    if (!sentinel.text("INFO sentinel").contains("sentinel_tilt:0")) {
      // After a long stall, for half a minute; a fault meanwhile would meet one sentinel less.
      return "tilt";
    }
    Map<String, String> master = fields(sentinel.ask("SENTINEL MASTER " + Ground.MASTER));
    if (!"master".equals(master.get("flags"))) {
      return "the master is " + master.get("flags");
    }
    List<?> replicas = (List<?>) sentinel.ask("SENTINEL REPLICAS " + Ground.MASTER);
    if (replicas.size() != NightSettings.NODES - 1) {
      return replicas.size() + " replicas";
    }
    for (Object replica : replicas) {
      Map<String, String> fields = fields(replica);
      if (!"slave".equals(fields.get("flags")) || !"ok".equals(fields.get("master-link-status"))) {
        return "replica " + fields.get("name") + " is " + fields.get("flags");
      }
    }
    List<?> peers = (List<?>) sentinel.ask("SENTINEL SENTINELS " + Ground.MASTER);
    if (peers.size() != settings.sentinels() - 1) {
      return peers.size() + " peers";
    }
    for (Object peer : peers) {
      Map<String, String> fields = fields(peer);
      if (!"sentinel".equals(fields.get("flags"))) {
        return "peer " + fields.get("port") + " is " + fields.get("flags");
      }
    }
    return "";
  }

  private static Map<String, String> fields(Object answer) {
    Map<String, String> fields = new HashMap<>();
    List<?> words = (List<?>) answer;
    for (int i = 0; i + 1 < words.size(); i += 2) {
      fields.put(words.get(i).toString(), words.get(i + 1).toString());
    }
    return fields;
  }

  private String troubleOfNodes(String master) {
    for (Member node : ground.nodes()) {
      try (Wire wire = node.look()) {
        List<?> role = (List<?>) wire.ask("ROLE");
        String wanted = node.address().equals(master) ? "master" : "slave";
        if (!wanted.equals(role.getFirst())) {
          return node + " is a " + role.getFirst();
        }
        if (wanted.equals("slave")
            && !(role.get(1) + ":" + role.get(2) + " " + role.get(3))
                .equals(master + " connected")) {
          return node + " follows " + role.get(1) + ":" + role.get(2) + ", " + role.get(3);
        }
      } catch (IOException e) {
        return node + " does not answer: " + e.getMessage();
      }
    }
    return "";
  }
}
