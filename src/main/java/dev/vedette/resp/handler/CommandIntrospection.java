package dev.vedette.resp.handler;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.command.AclCategory;
import dev.vedette.resp.command.ArgumentSpec;
import dev.vedette.resp.command.CommandFlag;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import dev.vedette.sentinel.settings.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code COMMAND} and its subcommands: the command table, told to clients. */
public final class CommandIntrospection {
  private static final String HELP =
      """
      (no subcommand)
          Describe all commands.
      COUNT
          Count the commands.
      DOCS [<command-name> ...]
          Explain all commands, or those named.
      GETKEYS <full-command>
          Find the keys in a command.
      GETKEYSANDFLAGS <full-command>
          Find the keys in a command, and how they are used.
      INFO [<command-name> ...]
          Describe all commands, or those named.
      LIST [FILTERBY (MODULE <name> | ACLCAT <category> | PATTERN <pattern>)]
          List the names of commands.
      """;

  private final CommandTable table;

  /** Tells that table. */
  public CommandIntrospection(CommandTable table) {
    this.table = table;
  }

  /** Makes the commands known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register(
        "command", CommandHandler.answering((c, a) -> all(CommandIntrospection::info)));
    dispatcher.register("command|help", Help.of("command", HELP));
    dispatcher.register(
        "command|count",
        CommandHandler.answering((c, a) -> RespValue.integer(table.listed().size())));
    dispatcher.register("command|info", CommandHandler.answering(this::info));
    dispatcher.register("command|docs", CommandHandler.answering(this::docs));
    dispatcher.register("command|list", CommandHandler.answering(this::list));
    dispatcher.register("command|getkeys", CommandHandler.answering(this::keys));
    dispatcher.register("command|getkeysandflags", CommandHandler.answering(this::keys));
  }

  private RespValue all(Function<CommandSpec, RespValue> describe) {
    return RespValue.array(table.listed().stream().map(describe).toList());
  }

  private RespValue info(ClientSession client, Arguments arguments) {
    if (arguments.size() == 2) {
      return all(CommandIntrospection::info);
    }
    return RespValue.array(
        arguments.byteTexts(2).stream()
            .map(table::findFull)
            .map(command -> command == null ? RespValue.NULL : info(command))
            .toList());
  }

  private static RespValue info(CommandSpec command) {
    return RespValue.array(
        RespValue.bulk(command.fullName()),
        RespValue.integer(command.arity()),
        new RespValue.SetValue(
            command.flags().stream().map(CommandFlag::wireName).map(RespValue::simple).toList()),
        RespValue.integer(0),
        RespValue.integer(0),
        RespValue.integer(0),
        new RespValue.SetValue(
            command.categories().stream().map(c -> RespValue.simple("@" + c.wireName())).toList()),
        new RespValue.SetValue(command.docs().tips().stream().map(RespValue::bulk).toList()),
        new RespValue.SetValue(List.of()),
        subcommands(command));
  }

  /** An array, but a set when there are none: that is how Redis has it. */
  private static RespValue subcommands(CommandSpec command) {
    return command.isContainer()
        ? RespValue.array(
            CommandTable.listed(command).stream().map(CommandIntrospection::info).toList())
        : new RespValue.SetValue(List.of());
  }

  private RespValue docs(ClientSession client, Arguments arguments) {
    Collection<CommandSpec> commands =
        arguments.size() == 2
            ? table.listed()
            : arguments.byteTexts(2).stream()
                .map(table::findFull)
                .filter(command -> command != null)
                .toList();
    return docs(commands);
  }

  private static RespValue docs(Collection<CommandSpec> commands) {
    RespValue.MapBuilder map = RespValue.map();
    commands.forEach(command -> map.put(command.fullName(), docs(command)));
    return map.build();
  }

  private static RespValue docs(CommandSpec command) {
    CommandSpec.Docs docs = command.docs();
    RespValue.MapBuilder map =
        RespValue.map()
            .put("summary", docs.summary())
            .put("since", docs.since())
            .put("group", docs.group());
    putIfPresent(map, "complexity", docs.complexity());
    if (docs.deprecatedSince() != null) {
      map.put("doc_flags", new RespValue.SetValue(List.of(RespValue.simple("deprecated"))));
    }
    putIfPresent(map, "deprecated_since", docs.deprecatedSince());
    putIfPresent(map, "replaced_by", docs.replacedBy());
    if (!docs.history().isEmpty()) {
      map.put(
          "history",
          new RespValue.SetValue(
              docs.history().stream()
                  .map(change ->
                      RespValue.array(
                          RespValue.bulk(change.version()), RespValue.bulk(change.what())))
                  .toList()));
    }
    if (!docs.arguments().isEmpty()) {
      map.put("arguments", arguments(docs.arguments()));
    }
    if (command.isContainer()) {
      map.put("subcommands", docs(CommandTable.listed(command)));
    }
    return map.build();
  }

  private static void putIfPresent(RespValue.MapBuilder map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static RespValue arguments(List<ArgumentSpec> arguments) {
    List<RespValue> described = new ArrayList<>();
    for (ArgumentSpec argument : arguments) {
      RespValue.MapBuilder map =
          RespValue.map().put("name", argument.name()).put("type", argument.type());
      putIfPresent(map, "token", argument.token());
      putIfPresent(map, "since", argument.since());
      putIfPresent(map, "deprecated_since", argument.deprecatedSince());
      if (!argument.flags().isEmpty()) {
        map.put(
            "flags",
            new RespValue.SetValue(argument.flags().stream().map(RespValue::simple).toList()));
      }
      if (!argument.parts().isEmpty()) {
        map.put("arguments", arguments(argument.parts()));
      }
      described.add(map.build());
    }
    return RespValue.array(described);
  }

  private RespValue list(ClientSession client, Arguments arguments) throws CommandRefused {
    if (arguments.size() == 2) {
      return RespValue.strings(
          table.listedFlattened().stream().map(CommandSpec::fullName).toList());
    }
    if (arguments.size() != 5 || !arguments.is(2, "filterby")) {
      throw CommandRefused.syntaxError();
    }
    String wanted = arguments.byteText(4);
    if (arguments.is(3, "module")) {
      return RespValue.array();
    }
    if (arguments.is(3, "aclcat")) {
      AclCategory category = AclCategory.named(wanted);
      return names(command -> category != null && command.categories().contains(category));
    }
    if (arguments.is(3, "pattern")) {
      Glob glob = new Glob(wanted.toLowerCase(Locale.ROOT));
      return names(command -> glob.matches(command.fullName()));
    }
    throw CommandRefused.syntaxError();
  }

  private RespValue names(java.util.function.Predicate<CommandSpec> filter) {
    return RespValue.strings(
        table.listedFlattened().stream().filter(filter).map(CommandSpec::fullName).toList());
  }

  /** No command of a sentinel has keys. */
  private RespValue keys(ClientSession client, Arguments arguments) throws CommandRefused {
    CommandSpec command = table.resolve(arguments.words().subList(2, arguments.size()));
    throw new CommandRefused(
        command == null ? "Invalid command specified" : "The command has no key arguments");
  }
}
