package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.StandardEnvironment;

/** A program that saves as fast as it can, each time with the next epoch, until it is killed. */
final class SaveLoop {

  private SaveLoop() {}

  /**
   * Saves for ever.
   *
   * @param arguments the file and the number of masters
   */
  public static void main(String[] arguments) throws IOException {
    var loaded =
        ConfigurationLoader.load(Path.of(arguments[0]), List.of(), new StandardEnvironment());
    var start = loaded.settings().state();
    var masters = masters(Integer.parseInt(arguments[1]));
    for (long epoch = start.currentEpoch() + 1; true; epoch++) {
      masters.set(0, voted(masters.getFirst(), epoch));
      loaded.stateFile().save(new DurableState(start.myId(), epoch, start.settings(), masters));
    }
  }

  /** Masters as a busy sentinel knows them, each with two replicas and two peers. */
  static List<MasterState> masters(int count) {
    var masters = new ArrayList<MasterState>();
    for (int i = 0; i < count; i++) {
      var ip = "10.0." + (i >> 8) + "." + (i & 255);
      masters.add(
          new MasterState(
              MasterSettings.of("master-" + i, 2, Timings.DEFAULTS).withDownAfterMillis(5_000),
              Address.ofIp(ip, 6379),
              0,
              0,
              List.of(Address.ofIp(ip, 6380), Address.ofIp(ip, 6381)),
              List.of(
                  new PeerState(Address.ofIp("10.1.0.1", 26379), "a".repeat(40)),
                  new PeerState(Address.ofIp("10.1.0.2", 26379), "b".repeat(40)))));
    }
    return masters;
  }

  static MasterState voted(MasterState master, long epoch) {
    return new MasterState(
        master.settings(), master.address(), epoch, epoch, master.replicas(), master.peers());
  }
}
