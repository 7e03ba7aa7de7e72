package dev.vedette.resp.sentinel;

import dev.vedette.engine.Engine;
import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.resp.RespServer;
import dev.vedette.resp.handler.Help;
import java.nio.file.Path;

/** Everything on the port that has to do with the sentinel itself. */
public final class SentinelCommands {

  private static final String HELP =
      """
      CKQUORUM <master-name>
          Tell whether enough sentinels are up to agree that the master is down and to elect a leader.
      CONFIG GET <pattern> [<pattern> ...]
          Show global options.
      CONFIG SET <option> <value> [<option> <value> ...]
          Change global options, all or none.
      DEBUG [<period> <milliseconds> ...]
          Show or change the periods and time-outs of the protocol.
      FAILOVER <master-name> [COORDINATED]
          Promote a replica without asking other sentinels.
      FLUSHCONFIG
          Write the state to disk.
      GET-MASTER-ADDR-BY-NAME <master-name>
          Tell where the master is. Also GET-PRIMARY-ADDR-BY-NAME.
      INFO-CACHE [<master-name> ...]
          Show the INFO last seen of masters and their replicas.
      IS-MASTER-DOWN-BY-ADDR <ip> <port> <current-epoch> <runid>
          For sentinels: tell whether the master there is down, and vote. Also IS-PRIMARY-DOWN-BY-ADDR.
      MASTER <master-name>
          Show a master. Also PRIMARY.
      MASTERS
          Show all masters. Also PRIMARIES.
      MONITOR <name> <ip> <port> <quorum>
          Start to watch a master.
      MYID
          Tell the run id of this sentinel.
      PENDING-SCRIPTS
          Show the scripts that run or wait.
      REMOVE <master-name>
          Stop watching a master.
      REPLICAS <master-name>
          Show the replicas of a master.
      RESET <pattern>
          Forget replicas, sentinels and failovers of the matching masters and find them anew.
      SENTINELS <master-name>
          Show the other sentinels that watch a master.
      SET <master-name> <option> <value> [<option> <value> ...]
          Change options of a master, all or none.
      SIMULATE-FAILURE [CRASH-AFTER-ELECTION] [CRASH-AFTER-PROMOTION] [HELP]
          Exit with code 99 at a point of the next failover.
      """;

  private SentinelCommands() {}

  /**
   * Plugs the sentinel into a server that is being put together.
   *
   * @param workingDirectory where relative paths of scripts begin: the {@code dir} of the
   *     configuration
   */
  public static void plugIn(
      RespServer.Builder server,
      Engine engine,
      PendingScripts scripts,
      LogControl log,
      Path workingDirectory) {
    LookingCommands looking = new LookingCommands(engine, scripts);
    looking.register(server);
    new ChangingCommands(engine, log, workingDirectory).register(server);
    server
        .command("sentinel|help", Help.of("sentinel", HELP))
        .infoSection(new SentinelSection(engine, scripts))
        .masterNames(looking::masterNames);
  }
}
