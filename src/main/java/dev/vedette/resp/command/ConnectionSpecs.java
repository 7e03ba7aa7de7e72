package dev.vedette.resp.command;

import static dev.vedette.resp.command.ArgumentSpec.block;
import static dev.vedette.resp.command.ArgumentSpec.integer;
import static dev.vedette.resp.command.ArgumentSpec.oneOf;
import static dev.vedette.resp.command.ArgumentSpec.string;
import static dev.vedette.resp.command.ArgumentSpec.word;
import static dev.vedette.resp.command.CommandFlag.ADMIN;
import static dev.vedette.resp.command.CommandFlag.ALLOW_BUSY;
import static dev.vedette.resp.command.CommandFlag.FAST;
import static dev.vedette.resp.command.CommandFlag.LOADING;
import static dev.vedette.resp.command.CommandFlag.NOSCRIPT;
import static dev.vedette.resp.command.CommandFlag.NO_AUTH;
import static dev.vedette.resp.command.CommandFlag.STALE;

import dev.vedette.resp.command.CommandSpec.Builder;
import java.util.List;

/** Commands about the connection itself. */
final class ConnectionSpecs {
  private static final String GROUP = "connection";
  private static final String CONSTANT = "O(1)";
  private static final String PER_CLIENT = "O(N), N being the connections";

  private ConnectionSpecs() {}

  static List<CommandSpec> all() {
    return List.of(ping(), auth(), hello(), client(), quit(), reset());
  }

  private static CommandSpec ping() {
    return CommandSpec.named("ping")
        .arity(-1)
        .flags(FAST)
        .categories(AclCategory.CONNECTION)
        .docs(GROUP, "1.0.0", CONSTANT, "Answers PONG, or the message given.")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .arguments(string("message").optional())
        .build();
  }

  private static Builder beforeAuth(String name, int arity) {
    return CommandSpec.named(name)
        .arity(arity)
        .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
        .categories(AclCategory.CONNECTION);
  }

  private static CommandSpec auth() {
    return beforeAuth("auth", -2)
        .docs(GROUP, "1.0.0", "O(N), N being the user's passwords", "Logs in.")
        .changed("6.0.0", "Takes a user name.")
        .arguments(string("username").since("6.0.0").optional(), string("password"))
        .build();
  }

  private static CommandSpec hello() {
    return beforeAuth("hello", -1)
        .docs(
            GROUP,
            "6.0.0",
            CONSTANT,
            "Chooses the protocol version, logs in, names the connection; tells about the server.")
        .changed("6.2.0", "The version may be left out to only ask.")
        .arguments(
            block(
                    "arguments",
                    integer("protover"),
                    block("username_password", string("username"), string("password"))
                        .after("AUTH")
                        .optional(),
                    string("clientname").after("SETNAME").optional())
                .optional())
        .build();
  }

  private static CommandSpec quit() {
    return beforeAuth("quit", -1)
        .docs(GROUP, "1.0.0", CONSTANT, "Answers OK and closes the connection.")
        .build();
  }

  private static CommandSpec reset() {
    return beforeAuth("reset", 1)
        .docs(
            GROUP,
            "6.2.0",
            CONSTANT,
            "Makes the connection like a new one: logged out, RESP2, no name, no subscriptions.")
        .build();
  }

  private static Builder sub(
      String name, int arity, String since, String complexity, String summary) {
    return CommandSpec.named(name)
        .arity(arity)
        .flags(LOADING, STALE)
        .categories(AclCategory.CONNECTION)
        .docs(GROUP, since, complexity, summary);
  }

  private static Builder own(String name, int arity, String since, String summary) {
    return sub(name, arity, since, CONSTANT, summary).flags(NOSCRIPT);
  }

  private static Builder admin(
      String name, int arity, String since, String complexity, String summary) {
    return sub(name, arity, since, complexity, summary).flags(NOSCRIPT, ADMIN);
  }

  private static CommandSpec client() {
    return CommandSpec.named("client")
        .arity(-2)
        .docs(GROUP, "2.4.0", "Depends on the subcommand.", "Commands about connections.")
        .subcommands(
            own("caching", 3, "6.0.0", "Tracks, or not, the keys of the next command.")
                .arguments(oneOf("mode", word("yes", "YES"), word("no", "NO"))),
            own("getname", 2, "2.6.9", "Tells the name of this connection."),
            own("getredir", 2, "6.0.0", "Tells where tracking messages of this connection go."),
            sub("help", 2, "5.0.0", CONSTANT, "Lists the subcommands."),
            own("id", 2, "5.0.0", "Tells the id of this connection."),
            own("info", 2, "6.2.0", "Describes this connection.").tips("nondeterministic_output"),
            kill(),
            list(),
            admin(
                    "no-evict",
                    3,
                    "7.0.0",
                    CONSTANT,
                    "Keeps this connection when memory gets scarce.")
                .arguments(onOff("enabled")),
            own("no-touch", 3, "7.2.0", "Leaves the age of keys alone; a sentinel has none.")
                .arguments(onOff("enabled")),
            pause(),
            own("reply", 3, "3.2.0", "Answers this connection, or not, or not once.")
                .arguments(
                    oneOf(
                        "on_off_skip", word("on", "ON"), word("off", "OFF"), word("skip", "SKIP"))),
            own("setinfo", 4, "7.2.0", "Notes the name or version of the client library.")
                .arguments(
                    oneOf(
                        "attr",
                        string("libname").after("LIB-NAME"),
                        string("libver").after("LIB-VER"))),
            own("setname", 3, "2.6.9", "Names this connection.")
                .arguments(string("connection-name")),
            tracking(),
            own("trackinginfo", 2, "6.2.0", "Tells how keys of this connection are tracked."),
            admin(
                    "unblock",
                    -3,
                    "5.0.0",
                    "O(log N), N being the connections",
                    "Wakes a connection that waits in a command.")
                .arguments(
                    integer("client-id"),
                    oneOf("timeout_error", word("timeout", "TIMEOUT"), word("error", "ERROR"))
                        .optional()),
            admin(
                "unpause",
                2,
                "6.2.0",
                "O(N), N being the connections that wait",
                "Ends CLIENT PAUSE."))
        .build();
  }

  private static ArgumentSpec onOff(String name) {
    return oneOf(name, word("on", "ON"), word("off", "OFF"));
  }

  private static Builder kill() {
    ArgumentSpec type =
        oneOf(
                "normal_master_slave_pubsub",
                word("normal", "NORMAL"),
                word("master", "MASTER").since("3.2.0"),
                word("slave", "SLAVE"),
                word("replica", "REPLICA").since("5.0.0"),
                word("pubsub", "PUBSUB"))
            .after("TYPE")
            .since("2.8.12")
            .optional();
    return admin("kill", -3, "2.4.0", PER_CLIENT, "Disconnects clients.")
        .changed("2.8.12", "Filters by option and value.")
        .changed("2.8.12", "Filter ID.")
        .changed("3.2.0", "Type master.")
        .changed("5.0.0", "Type replica; slave means the same.")
        .changed("6.2.0", "Filter LADDR.")
        .arguments(
            oneOf(
                "filter",
                string("ip:port").deprecatedSince("2.8.12"),
                oneOf(
                        "new-format",
                        integer("client-id").after("ID").since("2.8.12").optional(),
                        type,
                        string("username").after("USER").optional(),
                        string("ip:port").after("ADDR").optional(),
                        string("ip:port").after("LADDR").since("6.2.0").optional(),
                        string("yes/no").after("SKIPME").optional())
                    .multiple()));
  }

  private static Builder list() {
    return admin("list", -2, "2.4.0", PER_CLIENT, "Describes the connections, one per line.")
        .changed("2.8.12", "Field id.")
        .changed("5.0.0", "Filter TYPE.")
        .changed("6.0.0", "Field user.")
        .changed("6.2.0", "Fields argv-mem, tot-mem, laddr and redir; filter ID.")
        .changed("7.0.0", "Fields resp, multi-mem, rbs and rbp.")
        .changed("7.0.3", "Field ssub.")
        .tips("nondeterministic_output")
        .arguments(
            oneOf(
                    "normal_master_replica_pubsub",
                    word("normal", "NORMAL"),
                    word("master", "MASTER"),
                    word("replica", "REPLICA"),
                    word("pubsub", "PUBSUB"))
                .after("TYPE")
                .since("5.0.0")
                .optional(),
            block("id", integer("client-id").multiple()).after("ID").since("6.2.0").optional());
  }

  private static Builder pause() {
    return admin("pause", -3, "2.9.50", CONSTANT, "Makes all connections wait for a time.")
        .changed("6.2.0", "Can hold back writes only.")
        .arguments(
            integer("timeout"),
            oneOf("mode", word("write", "WRITE"), word("all", "ALL")).since("6.2.0").optional());
  }

  private static Builder tracking() {
    return own(
            "tracking",
            -3,
            "6.0.0",
            "Turns key tracking on or off; a sentinel has no keys, so nothing is ever reported.")
        .arguments(
            onOff("status"),
            integer("client-id").after("REDIRECT").optional(),
            string("prefix").after("PREFIX").optional().multiple().multipleToken(),
            word("bcast", "BCAST").optional(),
            word("optin", "OPTIN").optional(),
            word("optout", "OPTOUT").optional(),
            word("noloop", "NOLOOP").optional());
  }
}
