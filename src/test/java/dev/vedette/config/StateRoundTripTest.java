package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.option.GlobalOption;
import dev.vedette.sentinel.option.InvalidOptionException;
import dev.vedette.sentinel.option.MasterChange;
import dev.vedette.sentinel.option.MasterOption;
import dev.vedette.sentinel.option.SettingsChange;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.Epochs;
import dev.vedette.sentinel.settings.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any state that can be reached is read back. The states are reached by what others send us, with a
 * liking for the ends of ranges and for what lies just beyond. A failure names its seed.
 */
class StateRoundTripTest {

  private static final int SEEDS = 150;
  private static final int INPUTS = 60;

  private static final List<String> HOSTS =
      List.of(
          "10.0.0.1",
          "10.0.0.2",
          "0.0.0.0",
          "255.255.255.255",
          "::",
          "::1",
          "1:2:3:4:5:6:7:8",
          "2001:DB8:0:0:1:0:0:1",
          "::ffff:10.0.0.9",
          "FE80::1",
          "redis-one",
          "Redis_Two.example.org.",
          "x".repeat(253),
          "x".repeat(254),
          "::::",
          "fe80::1%eth0",
          "1:2:3:4:5:6:7:8:9",
          "010.0.0.1",
          "192.168.174",
          "a,b",
          "a b",
          "\"",
          "");
  private static final List<Long> EPOCHS =
      List.of(
          0L,
          1L,
          7L,
          Epochs.MAX_JUMP,
          Epochs.MAX_JUMP + 1,
          Epochs.OLDEST_GROUP,
          Epochs.OLDEST_GROUP + 1,
          Epochs.MAX - 1,
          Epochs.MAX,
          Epochs.MAX + 1,
          Long.MAX_VALUE - (1L << 32),
          Long.MAX_VALUE);
  private static final List<Integer> PORTS = List.of(1, 6379, 26380, 65535);
  private static final List<String> NAMES =
      List.of(
          "mymaster",
          "m",
          "x".repeat(255),
          "x".repeat(256),
          "#hash",
          "a/b",
          "m\u00fc\u2603",
          "back\\slash",
          "quote\"",
          "a,b",
          "a b",
          "");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          Long.toString(Limits.MAX_MILLIS),
          Long.toString(Limits.MAX_MILLIS + 1),
          "1000000000000000",
          "-1",
          "01");
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "two words",
          "\"'\\#",
          "# no comment",
          "line\nbreak\r\t\0",
          "\u00fc\u2603",
          "x".repeat(Limits.MAX_TEXT),
          "x".repeat(Limits.MAX_TEXT + 1));

  @TempDir private Path folder;

  @Test
  void any_state_that_can_be_reached_is_read_back() throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      var configuration = new TestConfiguration(folder);
      configuration.write(
          "sentinel resolve-hostnames "
              + (random.nextBoolean() ? "yes" : "no")
              + "\nsentinel deny-scripts-reconfig no\nsentinel monitor mymaster 127.0.0.1 6379 2\n");
      var loaded = configuration.open();
      DurableState reached;
      try (var file = loaded.stateFile()) {
        reached = reach(loaded.settings().state(), random);
        file.save(reached);
      }

      VedetteSettings again = new TestConfiguration(folder).load();
      assertThat(again.setAside()).as("seed %d", seed).isEmpty();
      assertThat(comparable(again.state()))
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .ignoringCollectionOrder()
          .isEqualTo(comparable(reached));
    }
  }

  /** Where names lead is not saved, and without names numbers stand for them. */
  private static DurableState comparable(DurableState state) {
    boolean names = state.settings().resolveHostnames();
    return new DurableState(
        state.myId(),
        state.currentEpoch(),
        state.settings(),
        state.masters().stream()
            .map(master ->
                new DurableState.MasterState(
                    master.settings(),
                    comparable(master.address(), names),
                    master.configEpoch(),
                    master.leaderEpoch(),
                    master.replicas().stream().map(r -> comparable(r, names)).toList(),
                    master.peers().stream()
                        .map(peer ->
                            new DurableState.PeerState(
                                comparable(peer.address(), names), peer.runId()))
                        .toList()))
            .toList());
  }

  private static Address comparable(Address address, boolean names) {
    if (Host.isNumeric(address.host())) {
      return address;
    }
    return names ? new Address(address.host(), "", address.port()) : address;
  }

  private static DurableState reach(DurableState state, SplittableRandom random) {
    Sentinel core = new Sentinel(state, random.nextLong(), 0);
    core.start(0);
    long now = 0;
    for (int i = 0; i < INPUTS; i++) {
      now += random.nextInt(3_000);
      core.step(input(core, random), Math.min(now, core.nextDeadline()));
      while (core.nextDeadline() <= now) {
        core.step(new Input.Tick(), core.nextDeadline());
      }
    }
    return core.durableState();
  }

  private static Input input(Sentinel core, SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new Input.Requested(
              1,
              new Request.PeerHello(
                  String.join(
                      ",",
                      one(HOSTS, random),
                      one(PORTS, random).toString(),
                      id(random),
                      one(EPOCHS, random).toString(),
                      random.nextInt(3) > 0 ? "mymaster" : one(NAMES, random),
                      one(HOSTS, random),
                      one(PORTS, random).toString(),
                      one(EPOCHS, random).toString())));
      case 3 ->
          new Input.Requested(
              1, new Request.IsMasterDown("127.0.0.1", 6379, one(EPOCHS, random), id(random)));
      case 4 -> new Input.Requested(1, monitor(random));
      case 5 -> new Input.Requested(1, change(core, random));
      case 6 -> new Input.Requested(1, configure(random));
      default ->
          new Input.Resolved(
              random.nextBoolean() ? "redis-one" : "Redis_Two.example.org.",
              random.nextBoolean() ? "10.0.0." + random.nextInt(4) : null);
    };
  }

  /** As the port and REST make it: the host is one, with its address. */
  private static Request monitor(SplittableRandom random) {
    String host = one(HOSTS, random);
    String numeric = Host.numeric(host);
    Address address =
        numeric == null
            ? Address.ofIp("10.1.1.1", one(PORTS, random))
            : new Address(host, numeric, one(PORTS, random));
    return new Request.Monitor(one(NAMES, random), address, 1 + random.nextInt(3));
  }

  private static Request change(Sentinel core, SplittableRandom random) {
    MasterOption option = one(List.of(MasterOption.values()), random);
    String[] values = new String[option.valueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          option.isScript()
              ? "/bin/true"
              : random.nextBoolean() ? one(NUMBERS, random) : one(TEXTS, random);
    }
    var masters = core.durableState().masters();
    String name = masters.get(random.nextInt(masters.size())).settings().name();
    try {
      return new MasterChange().set(option, values).request(name);
    } catch (InvalidOptionException refused) {
      return new Request.FlushConfig();
    }
  }

  private static Request configure(SplittableRandom random) {
    GlobalOption option = one(List.of(GlobalOption.values()), random);
    String value =
        switch (random.nextInt(3)) {
          case 0 -> one(HOSTS, random);
          case 1 -> one(NUMBERS, random);
          default -> one(TEXTS, random);
        };
    // Names that are in use already stay names: that is told elsewhere.
    if (option == GlobalOption.RESOLVE_HOSTNAMES) {
      return new Request.FlushConfig();
    }
    try {
      return new SettingsChange().set(option, value).request();
    } catch (InvalidOptionException refused) {
      return new Request.FlushConfig();
    }
  }

  private static String id(SplittableRandom random) {
    return random.nextInt(8) == 0 ? "abc" : "bcdeF".charAt(random.nextInt(5)) + "0".repeat(39);
  }

  private static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
