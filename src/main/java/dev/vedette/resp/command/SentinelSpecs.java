package dev.vedette.resp.command;

import static dev.vedette.resp.command.ArgumentSpec.block;
import static dev.vedette.resp.command.ArgumentSpec.integer;
import static dev.vedette.resp.command.ArgumentSpec.oneOf;
import static dev.vedette.resp.command.ArgumentSpec.pattern;
import static dev.vedette.resp.command.ArgumentSpec.string;
import static dev.vedette.resp.command.ArgumentSpec.word;

import dev.vedette.resp.command.CommandSpec.Builder;
import org.jspecify.annotations.Nullable;

/** {@code SENTINEL} and its subcommands, in Redis's vocabulary and in Valkey's. */
final class SentinelSpecs {
  private static final String GROUP = "sentinel";
  private static final String CONSTANT = "O(1)";
  private static final String PER_MASTER = "O(N), N being the masters";
  private static final String PER_REPLICA = "O(N), N being the replicas";
  private static final ArgumentSpec MASTER_NAME = string("master-name");
  private static final ArgumentSpec PRIMARY_NAME = string("primary-name");

  private SentinelSpecs() {}

  static CommandSpec sentinel() {
    return sub(
            "sentinel",
            -2,
            "2.8.4",
            "Depends on the subcommand.",
            "Commands about watched masters, replicas and peers.")
        .subcommands(
            sub(
                    "ckquorum",
                    3,
                    "2.8.4",
                    null,
                    "Checks whether enough sentinels are reachable to agree on a failover.")
                .arguments(MASTER_NAME),
            config(),
            sub(
                    "debug",
                    -2,
                    "7.0.0",
                    "O(N), N being the parameters",
                    "Shows or changes the periods and time-outs.")
                .arguments(
                    block("parameter_value", string("parameter"), string("value")).multiple()),
            sub("failover", -3, "2.8.4", null, "Starts a failover without asking other sentinels.")
                .arguments(
                    MASTER_NAME, word("coordinated", "COORDINATED").since("9.0.0").optional()),
            sub("flushconfig", 2, "2.8.4", CONSTANT, "Writes the configuration file."),
            addressByName("get-master-addr-by-name", "2.8.4", MASTER_NAME),
            addressByName("get-primary-addr-by-name", "8.0.0", PRIMARY_NAME),
            CommandSpec.named("help")
                .arity(2)
                .flags(CommandFlag.LOADING, CommandFlag.STALE)
                .docs(GROUP, "6.2.0", CONSTANT, "Lists the subcommands."),
            sub(
                    "info-cache",
                    -3,
                    "3.2.0",
                    "O(N), N being the instances",
                    "Shows the INFO last seen of masters and replicas.")
                .arguments(string("nodename").multiple()),
            isDown("is-master-down-by-addr", "2.8.4"),
            isDown("is-primary-down-by-addr", "8.0.0"),
            sub("master", 3, "2.8.4", CONSTANT, "Shows a master.").arguments(MASTER_NAME),
            sub("masters", 2, "2.8.4", PER_MASTER, "Shows all masters."),
            sub("monitor", 6, "2.8.4", CONSTANT, "Starts to watch a master.")
                .arguments(string("name"), string("ip"), integer("port"), integer("quorum")),
            sub("myid", 2, "6.2.0", CONSTANT, "Tells the run id of this sentinel."),
            sub("pending-scripts", 2, "2.8.4", null, "Shows the scripts that run or wait."),
            sub("primaries", 2, "8.0.0", PER_MASTER, "Shows all masters."),
            sub("primary", 3, "8.0.0", CONSTANT, "Shows a master.").arguments(PRIMARY_NAME),
            sub("remove", 3, "2.8.4", CONSTANT, "Stops to watch a master.").arguments(MASTER_NAME),
            sub("replicas", 3, "5.0.0", PER_REPLICA, "Shows the replicas of a master.")
                .arguments(MASTER_NAME),
            sub(
                    "reset",
                    3,
                    "2.8.4",
                    PER_MASTER,
                    "Forgets and finds again the replicas and peers of masters.")
                .arguments(pattern("pattern")),
            sub(
                    "sentinels",
                    3,
                    "2.8.4",
                    "O(N), N being the peers",
                    "Shows the peers that watch a master.")
                .arguments(MASTER_NAME),
            sub("set", -5, "2.8.4", CONSTANT, "Changes options of a master.")
                .arguments(
                    MASTER_NAME,
                    block("option_value", string("option"), string("value")).multiple()),
            simulateFailure(),
            sub("slaves", 3, "2.8.0", PER_REPLICA, "Shows the replicas of a master.")
                .deprecated("5.0.0", "`SENTINEL REPLICAS`")
                .arguments(MASTER_NAME))
        .build();
  }

  private static Builder sub(
      String name, int arity, String since, @Nullable String complexity, String summary) {
    return CommandSpec.named(name)
        .arity(arity)
        .flags(CommandFlag.ADMIN)
        .docs(GROUP, since, complexity, summary);
  }

  private static Builder addressByName(String name, String since, ArgumentSpec master) {
    return sub(name, 3, since, CONSTANT, "Tells where a master is.").arguments(master);
  }

  private static Builder isDown(String name, String since) {
    return sub(name, 6, since, CONSTANT, "A peer asks whether a master is down, and for a vote.")
        .arguments(string("ip"), integer("port"), integer("current-epoch"), string("runid"));
  }

  private static Builder config() {
    return sub("config", -3, "6.2.0", CONSTANT, "Shows or changes global options.")
        .arguments(
            oneOf(
                "set_or_get",
                block("set_param_value", string("parameter"), string("value"))
                    .after("SET")
                    .multiple(),
                string("parameter").after("GET").multiple()));
  }

  private static Builder simulateFailure() {
    return sub(
            "simulate-failure",
            -3,
            "3.2.0",
            null,
            "Makes the process exit at a point of the next failover.")
        .arguments(
            oneOf(
                    "mode",
                    word("crash-after-election", null),
                    word("crash-after-promotion", null),
                    word("help", null))
                .optional()
                .multiple());
  }
}
