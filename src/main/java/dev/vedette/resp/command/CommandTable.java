package dev.vedette.resp.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All commands that the server knows, by name. Names are found in any case. */
public final class CommandTable {
  private static final String LISTED_BEFORE = "7.2";

  /** Redis's sentinel obeys them without having them in its table. */
  private static final Set<String> NEVER_LISTED = Set.of("quit", "reset");

  private static final CommandTable SENTINEL = sentinelCommands();

  private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

  /** A table of these commands, in this order. */
  public CommandTable(List<CommandSpec> specs) {
    for (CommandSpec spec : specs) {
      commands.put(spec.fullName(), spec);
    }
  }

  /** The commands of a sentinel: Redis 7.0's, and what 7.2 and Valkey added. */
  public static CommandTable sentinel() {
    return SENTINEL;
  }

  private static CommandTable sentinelCommands() {
    List<CommandSpec> specs = new ArrayList<>();
    specs.addAll(ConnectionSpecs.all());
    specs.addAll(ServerSpecs.all());
    specs.addAll(PubSubSpecs.all());
    specs.add(SentinelSpecs.sentinel());
    return new CommandTable(specs);
  }

  /** All commands, without subcommands. */
  public Collection<CommandSpec> all() {
    return commands.values();
  }

  /** All commands and subcommands, each followed by its own. */
  public List<CommandSpec> flattened() {
    List<CommandSpec> all = new ArrayList<>();
    for (CommandSpec command : commands.values()) {
      all.add(command);
      all.addAll(command.subcommands());
    }
    return all;
  }

  /**
   * The commands that {@code COMMAND} tells about: those of Redis 7.0's own sentinel. What came
   * later works but is not listed, because clients and tests count on the list.
   */
  public List<CommandSpec> listed() {
    return commands.values().stream().filter(CommandTable::isListed).toList();
  }

  /** The subcommands that {@code COMMAND} tells about. */
  public static List<CommandSpec> listed(CommandSpec container) {
    return container.subcommands().stream().filter(CommandTable::isListed).toList();
  }

  /** All listed commands and subcommands, each followed by its own. */
  public List<CommandSpec> listedFlattened() {
    List<CommandSpec> all = new ArrayList<>();
    for (CommandSpec command : listed()) {
      all.add(command);
      all.addAll(listed(command));
    }
    return all;
  }

  private static boolean isListed(CommandSpec command) {
    String since = command.docs().since();
    boolean isNewer = since.compareTo(LISTED_BEFORE) >= 0;
    return !isNewer && !NEVER_LISTED.contains(command.fullName());
  }

  /** A command by name. */
  public @Nullable CommandSpec find(String name) {
    return commands.get(name.toLowerCase(Locale.ROOT));
  }

  /** A command, or a subcommand as {@code client|list}. */
  public @Nullable CommandSpec findFull(String fullName) {
    int bar = fullName.indexOf('|');
    if (bar < 0) {
      return find(fullName);
    }
    CommandSpec parent = find(fullName.substring(0, bar));
    return parent == null
        ? null
        : parent.subcommand(fullName.substring(bar + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * What these words call: the subcommand when the first word is a container and there is a second.
   */
  public @Nullable CommandSpec resolve(List<byte[]> words) {
    CommandSpec command = find(new String(words.getFirst(), StandardCharsets.ISO_8859_1));
    if (command == null || !command.isContainer() || words.size() == 1) {
      return command;
    }
    return command.subcommand(
        new String(words.get(1), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
  }
}
