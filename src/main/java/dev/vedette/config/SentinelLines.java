package dev.vedette.config;

import dev.vedette.config.SentinelOption.Phase;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.Epochs;
import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Understands {@code sentinel} lines, in the order that their dependencies ask for: first what is
 * about this sentinel, then the masters, then what is about a master. Within each phase the last
 * line of a kind counts.
 */
final class SentinelLines {

  private final Problems problems;
  private final SetAside setAside;
  private final Path folder;
  private final Map<String, MasterDraft> masters = new LinkedHashMap<>();
  private SentinelSettings settings;
  private @Nullable String myId;
  private boolean myIdIsSaved;
  private long currentEpoch;

  /**
   * Reads the lines.
   *
   * @param lines all lines; others than {@code sentinel} ones are skipped
   * @param defaults the settings before the first line
   * @param folder that relative script paths start from
   * @param problems where mistakes in the operator's lines go
   * @param setAside where state lines go that cannot be read
   */
  SentinelLines(
      List<ConfigLine> lines,
      SentinelSettings defaults,
      Path folder,
      Problems problems,
      SetAside setAside) {
    this.problems = problems;
    this.setAside = setAside;
    this.folder = folder;
    settings = defaults;
    var known = new ArrayList<ConfigLine>();
    for (var line : lines) {
      if (line.isSentinel() && isKnown(line)) {
        known.add(line);
      }
    }
    for (var phase : Phase.values()) {
      known.stream().filter(line -> option(line).phase() == phase).forEach(this::read);
    }
  }

  SentinelSettings settings() {
    return settings;
  }

  /** Null when no line tells it. */
  @Nullable String myId() {
    return myId;
  }

  long currentEpoch() {
    return currentEpoch;
  }

  List<MasterState> masters() {
    return masters.values().stream().map(MasterDraft::state).toList();
  }

  private boolean isKnown(ConfigLine line) {
    if (line.words().size() == 1) {
      // "redis-server --sentinel": a mode there, without meaning here.
      return false;
    }
    var option = SentinelOption.spelt(line.words().get(1));
    if (option == null) {
      problems.add(
          line,
          "There is no sentinel option '"
              + line.words().get(1)
              + "'. Correct the spelling, or remove the line.");
      return false;
    }
    if (!option.takes(line.words().size() - 2)) {
      complain(option, line, "Wrong number of arguments. Write: " + option.usage());
      return false;
    }
    return true;
  }

  private static SentinelOption option(ConfigLine line) {
    var option = SentinelOption.spelt(line.words().get(1));
    if (option == null) {
      throw new IllegalArgumentException(line.text());
    }
    return option;
  }

  private void read(ConfigLine line) {
    try {
      read(option(line), line, line.words());
    } catch (BadValueException e) {
      complain(option(line), line, e.complaint());
    }
  }

  private void complain(SentinelOption option, ConfigLine line, String complaint) {
    if (option.isState()) {
      setAside.add(line, complaint);
    } else {
      problems.add(line, complaint);
    }
  }

  /** One case for each option; the number of words has been checked. */
  private void read(SentinelOption option, ConfigLine line, List<String> words)
      throws BadValueException {
    switch (option) {
      case MYID -> readMyId(line, words.get(2));
      case CURRENT_EPOCH -> currentEpoch = Math.max(currentEpoch, epoch(words.get(2)));
      case ANNOUNCE_IP -> settings = settings.withAnnounceIp(announced(words.get(2)));
      case ANNOUNCE_PORT -> settings = settings.withAnnouncePort(port(words.get(2)));
      case DENY_SCRIPTS_RECONFIG -> settings = settings.withDenyScriptsReconfig(yesNo(line));
      case RESOLVE_HOSTNAMES -> settings = settings.withResolveHostnames(yesNo(line));
      case ANNOUNCE_HOSTNAMES -> settings = settings.withAnnounceHostnames(yesNo(line));
      case SENTINEL_USER -> settings = settings.withSentinelUser(orNull(words.get(2)));
      case SENTINEL_PASS -> settings = settings.withSentinelPass(orNull(words.get(2)));
      case MONITOR -> readMonitor(line, words);
      case DOWN_AFTER -> {
        long millis = millis(line, 1);
        change(line, master -> master.withDownAfterMillis(millis));
      }
      case FAILOVER_TIMEOUT -> {
        long millis = millis(line, 1);
        change(line, master -> master.withFailoverTimeoutMillis(millis));
      }
      case MASTER_REBOOT_DOWN_AFTER -> {
        long millis = millis(line, 0);
        change(line, master -> master.withMasterRebootDownAfterMillis(millis));
      }
      case PARALLEL_SYNCS -> {
        int syncs = Arguments.integer(words.get(3), "The number", 1, Limits.MAX_COUNT);
        change(line, master -> master.withParallelSyncs(syncs));
      }
      case NOTIFICATION_SCRIPT -> {
        var path = Arguments.script(words.get(3), folder);
        change(line, master -> master.withNotificationScript(path));
      }
      case CLIENT_RECONFIG_SCRIPT -> {
        var path = Arguments.script(words.get(3), folder);
        change(line, master -> master.withClientReconfigScript(path));
      }
      case AUTH_PASS -> change(line, master -> master.withAuthPass(orNull(words.get(3))));
      case AUTH_USER -> change(line, master -> master.withAuthUser(orNull(words.get(3))));
      case RENAME_COMMAND -> renameCommand(line, words.get(3), words.get(4));
      case CONFIG_EPOCH -> readConfigEpoch(line, epoch(words.get(3)));
      case LEADER_EPOCH -> {
        long epoch = epoch(words.get(3));
        remember(line, master -> master.leaderEpoch(epoch));
        currentEpoch = Math.max(currentEpoch, epoch);
      }
      case KNOWN_REPLICA -> {
        var address = knownAddress(words);
        remember(line, master -> master.addReplica(address));
      }
      case KNOWN_SENTINEL -> readPeer(line, words);
    }
  }

  private void readMyId(ConfigLine line, String value) throws BadValueException {
    var id = Arguments.runId(value);
    boolean saved = line.layer() == Layer.HOME;
    if (saved || !myIdIsSaved) {
      myId = id;
      myIdIsSaved = saved;
    }
  }

  private void readMonitor(ConfigLine line, List<String> words) throws BadValueException {
    var name = Arguments.masterName(words.get(2));
    var address =
        HostNames.address(words.get(3), Arguments.port(words.get(4)), settings.resolveHostnames());
    int quorum = Arguments.integer(words.get(5), "The quorum", 1, Limits.MAX_COUNT);
    var draft = masters.get(name);
    if (draft == null) {
      masters.put(name, new MasterDraft(line, address, quorum));
    } else {
      draft.declareAgain(line, address, quorum);
    }
  }

  private void renameCommand(ConfigLine line, String command, String renamed)
      throws BadValueException {
    if (command.isEmpty() || renamed.isEmpty()) {
      throw new BadValueException(
          "Neither the command nor its new name can be empty: a sentinel needs the command.");
    }
    master(line).rename(line, command, renamed);
  }

  private void readConfigEpoch(ConfigLine line, long epoch) throws BadValueException {
    remember(line, master -> master.configEpoch(epoch));
    currentEpoch = Math.max(currentEpoch, epoch);
  }

  /**
   * Redis before 3.0 wrote lines without an id. A peer without one cannot be told from a newcomer,
   * so they are skipped here, as they are in Redis since 3.2.
   */
  private void readPeer(ConfigLine line, List<String> words) throws BadValueException {
    var address = knownAddress(words);
    if (words.size() > 5) {
      var runId = Arguments.runId(words.get(5));
      remember(line, master -> master.addPeer(address, runId));
    } else {
      master(line);
    }
  }

  private void change(ConfigLine line, UnaryOperator<MasterSettings> change)
      throws BadValueException {
    master(line).change(change);
  }

  private void remember(ConfigLine line, Consumer<MasterDraft> fact) throws BadValueException {
    var master = master(line);
    if (!master.isOutdated(line.layer())) {
      fact.accept(master);
    }
  }

  private MasterDraft master(ConfigLine line) throws BadValueException {
    var name = line.words().get(2);
    var master = masters.get(name);
    if (master == null) {
      throw new BadValueException(
          "There is no master named '%s'. Add the line 'sentinel monitor %s <host> <port> <quorum>', or remove this one."
              .formatted(name, name));
    }
    return master;
  }

  /** Port 0 is what a sentinel writes for an address that must not be used any more. */
  private Address knownAddress(List<String> words) throws BadValueException {
    return HostNames.address(words.get(3), port(words.get(4)), settings.resolveHostnames());
  }

  private static int port(String word) throws BadValueException {
    return Arguments.integer(word, "The port", 0, Address.MAX_PORT);
  }

  private static @Nullable String announced(String host) throws BadValueException {
    return host.isEmpty() ? null : HostNames.address(host, 0, true).host();
  }

  private static boolean yesNo(ConfigLine line) throws BadValueException {
    return Arguments.yesNo(line.words().get(2));
  }

  private static long millis(ConfigLine line, long min) throws BadValueException {
    return Arguments.number(
        line.words().get(3), "The number of milliseconds", min, Limits.MAX_MILLIS);
  }

  private static long epoch(String value) throws BadValueException {
    return Arguments.number(value, "The epoch", 0, Epochs.MAX);
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
