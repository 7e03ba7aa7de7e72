package dev.vedette.resp.command;

import static dev.vedette.resp.command.ArgumentSpec.integer;
import static dev.vedette.resp.command.ArgumentSpec.oneOf;
import static dev.vedette.resp.command.ArgumentSpec.pattern;
import static dev.vedette.resp.command.ArgumentSpec.string;
import static dev.vedette.resp.command.ArgumentSpec.word;
import static dev.vedette.resp.command.CommandFlag.ADMIN;
import static dev.vedette.resp.command.CommandFlag.ALLOW_BUSY;
import static dev.vedette.resp.command.CommandFlag.FAST;
import static dev.vedette.resp.command.CommandFlag.LOADING;
import static dev.vedette.resp.command.CommandFlag.NOSCRIPT;
import static dev.vedette.resp.command.CommandFlag.NO_MULTI;
import static dev.vedette.resp.command.CommandFlag.STALE;

import dev.vedette.resp.command.CommandSpec.Builder;
import java.util.List;

/** Commands about the server, its users and its commands. */
final class ServerSpecs {
  private static final String GROUP = "server";
  private static final String CONSTANT = "O(1)";
  private static final String PER_USER = "O(N), N being the users";
  private static final String PER_COMMAND = "O(N), N being the commands";
  private static final String PER_ARGUMENT = "O(N), N being the arguments";

  private ServerSpecs() {}

  static List<CommandSpec> all() {
    return List.of(info(), role(), shutdown(), acl(), command());
  }

  private static CommandSpec info() {
    return CommandSpec.named("info")
        .arity(-1)
        .flags(LOADING, STALE)
        .categories(AclCategory.DANGEROUS)
        .docs(
            GROUP,
            "1.0.0",
            CONSTANT,
            "Tells about the server: server, clients, cpu, stats, sentinel.")
        .changed("7.0.0", "Takes several sections.")
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .arguments(string("section").optional().multiple())
        .build();
  }

  private static CommandSpec role() {
    return CommandSpec.named("role")
        .arity(1)
        .flags(NOSCRIPT, LOADING, STALE, FAST)
        .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
        .docs(
            GROUP, "2.8.12", CONSTANT, "Answers sentinel and the names of the masters it watches.")
        .build();
  }

  private static CommandSpec shutdown() {
    return CommandSpec.named("shutdown")
        .arity(-1)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY)
        .docs(GROUP, "1.0.0", CONSTANT, "Stops the process.")
        .changed("7.0.0", "Takes NOW, FORCE and ABORT.")
        .arguments(
            oneOf("nosave_save", word("nosave", "NOSAVE"), word("save", "SAVE")).optional(),
            word("now", "NOW").since("7.0.0").optional(),
            word("force", "FORCE").since("7.0.0").optional(),
            word("abort", "ABORT").since("7.0.0").optional())
        .build();
  }

  private static Builder sub(
      String name, int arity, String since, String complexity, String summary) {
    return CommandSpec.named(name)
        .arity(arity)
        .flags(LOADING, STALE)
        .docs(GROUP, since, complexity, summary);
  }

  private static Builder open(
      String name, int arity, String since, String complexity, String summary) {
    return sub(name, arity, since, complexity, summary).flags(NOSCRIPT);
  }

  private static Builder admin(
      String name, int arity, String since, String complexity, String summary) {
    return sub(name, arity, since, complexity, summary).flags(NOSCRIPT, ADMIN);
  }

  private static CommandSpec acl() {
    return CommandSpec.named("acl")
        .arity(-2)
        .docs(
            GROUP,
            "6.0.0",
            "Depends on the subcommand.",
            "Commands about users and what they may do.")
        .subcommands(
            open("cat", -2, "6.0.0", CONSTANT, "Lists the categories, or the commands of one.")
                .arguments(string("categoryname").optional()),
            admin("deluser", -3, "6.0.0", PER_USER, "Deletes users and disconnects them.")
                .arguments(string("username").multiple()),
            admin("dryrun", -4, "7.0.0", CONSTANT, "Tells whether a user could run a command.")
                .arguments(
                    string("username"), string("command"), string("arg").optional().multiple()),
            open("genpass", -2, "6.0.0", CONSTANT, "Makes a random password.")
                .arguments(integer("bits").optional()),
            admin(
                    "getuser",
                    3,
                    "6.0.0",
                    "O(N), N being the user's rules",
                    "Shows the rules of a user.")
                .changed("6.2.0", "Channels.")
                .changed("7.0.0", "Selectors; patterns are shown as rules.")
                .arguments(string("username")),
            sub("help", 2, "6.0.0", CONSTANT, "Lists the subcommands."),
            admin("list", 2, "6.0.0", PER_USER, "Shows all users as they are written in a file."),
            admin(
                "load", 2, "6.0.0", PER_USER, "Reads the users from the ACL file, all or nothing."),
            admin(
                    "log",
                    -2,
                    "6.0.0",
                    "O(N), N being the entries shown",
                    "Shows what was refused and to whom.")
                .arguments(oneOf("operation", integer("count"), word("reset", "RESET")).optional()),
            admin("save", 2, "6.0.0", PER_USER, "Writes the users to the ACL file."),
            admin(
                    "setuser",
                    -3,
                    "6.0.0",
                    "O(N), N being the rules given",
                    "Makes or changes a user, all or nothing.")
                .changed("6.2.0", "Channels.")
                .changed("7.0.0", "Selectors; rights to read and write keys.")
                .arguments(string("username"), string("rule").optional().multiple()),
            admin("users", 2, "6.0.0", PER_USER, "Lists the names of the users."),
            open("whoami", 2, "6.0.0", CONSTANT, "Tells who this connection is logged in as."))
        .build();
  }

  private static Builder introspection(
      String name, int arity, String since, String complexity, String summary) {
    return sub(name, arity, since, complexity, summary).categories(AclCategory.CONNECTION);
  }

  private static CommandSpec command() {
    ArgumentSpec names = string("command-name").optional().multiple();
    return introspection("command", -1, "2.8.13", PER_COMMAND, "Describes all commands.")
        .tips("nondeterministic_output_order")
        .subcommands(
            introspection("count", 2, "2.8.13", CONSTANT, "Counts the commands."),
            introspection("docs", -2, "7.0.0", PER_COMMAND, "Explains commands.")
                .tips("nondeterministic_output_order")
                .arguments(names),
            introspection("getkeys", -4, "2.8.13", PER_ARGUMENT, "Finds the keys in a command."),
            introspection(
                "getkeysandflags",
                -4,
                "7.0.0",
                PER_ARGUMENT,
                "Finds the keys in a command, and how they are used."),
            introspection("help", 2, "5.0.0", CONSTANT, "Lists the subcommands."),
            introspection("info", -2, "2.8.13", PER_COMMAND, "Describes commands.")
                .changed("7.0.0", "Without a name it describes all.")
                .tips("nondeterministic_output_order")
                .arguments(names),
            introspection("list", -2, "7.0.0", PER_COMMAND, "Lists the names of commands.")
                .tips("nondeterministic_output_order")
                .arguments(
                    oneOf(
                            "filterby",
                            string("module-name").after("MODULE"),
                            string("category").after("ACLCAT"),
                            pattern("pattern").after("PATTERN"))
                        .after("FILTERBY")
                        .optional()))
        .build();
  }
}
