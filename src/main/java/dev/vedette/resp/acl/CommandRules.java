package dev.vedette.resp.acl;

import dev.vedette.resp.command.AclCategory;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which commands and subcommands are allowed: what {@code +cmd}, {@code -cmd|sub}, {@code
 * +@category} and the like add up to. Changed only while a user is being built.
 */
final class CommandRules {
  private final CommandTable table;
  private final Set<String> allowed = new HashSet<>();
  private final Map<String, List<String>> firstArguments = new LinkedHashMap<>();
  private boolean startsFromAll;

  CommandRules(CommandTable table) {
    this.table = table;
  }

  CommandRules copy() {
    CommandRules copy = new CommandRules(table);
    copy.allowed.addAll(allowed);
    firstArguments.forEach(
        (command, words) -> copy.firstArguments.put(command, new ArrayList<>(words)));
    copy.startsFromAll = startsFromAll;
    return copy;
  }

  /**
   * True when {@code command} may be run with {@code argument} as its first one, null when there is
   * none.
   */
  boolean allow(CommandSpec command, @Nullable String argument) {
    if (allowed.contains(command.fullName())) {
      return true;
    }
    List<String> words = firstArguments.get(command.fullName());
    return words != null && argument != null && words.stream().anyMatch(argument::equalsIgnoreCase);
  }

  void allowAll() {
    for (CommandSpec command : table.flattened()) {
      allowed.add(command.fullName());
    }
    firstArguments.clear();
    startsFromAll = true;
  }

  void allowNothing() {
    allowed.clear();
    firstArguments.clear();
    startsFromAll = false;
  }

  void category(String name, boolean allow) throws AclRuleException {
    AclCategory category = AclCategory.named(name);
    if (category == null) {
      throw AclRuleException.unknownCommand();
    }
    set(category, allow);
  }

  private void set(AclCategory category, boolean allow) {
    for (CommandSpec command : table.flattened()) {
      if (command.categories().contains(category)) {
        set(command, allow);
      }
    }
  }

  private void set(CommandSpec command, boolean allow) {
    mark(command, allow);
    firstArguments.remove(command.fullName());
    command.subcommands().forEach(subcommand -> mark(subcommand, allow));
  }

  private void mark(CommandSpec command, boolean allow) {
    if (allow) {
      allowed.add(command.fullName());
    } else {
      allowed.remove(command.fullName());
    }
  }

  void deny(String name) throws AclRuleException {
    set(known(name), false);
  }

  void allow(String name) throws AclRuleException {
    int bar = name.lastIndexOf('|');
    if (bar < 0) {
      set(known(name), true);
      return;
    }
    CommandSpec command = known(name.substring(0, bar));
    String argument = name.substring(bar + 1);
    if (command.isSubcommand()) {
      throw AclRuleException.firstArgumentOfSubcommand();
    }
    if (argument.isEmpty()) {
      throw AclRuleException.syntax();
    }
    if (command.isContainer()) {
      set(known(name), true);
      return;
    }
    List<String> words =
        firstArguments.computeIfAbsent(command.fullName(), key -> new ArrayList<>());
    if (words.stream().noneMatch(argument::equalsIgnoreCase)) {
      words.add(argument);
    }
  }

  private CommandSpec known(String name) throws AclRuleException {
    CommandSpec command = table.findFull(name.toLowerCase(Locale.ROOT));
    if (command == null) {
      throw AclRuleException.unknownCommand();
    }
    return command;
  }

  /** The shortest rules found that lead here, {@code +@all} or {@code -@all} first. */
  String describe() {
    List<String> rules = new ArrayList<>();
    CommandRules replay = new CommandRules(table);
    if (startsFromAll) {
      replay.allowAll();
    }
    rules.add(startsFromAll ? "+@all" : "-@all");
    describeCategories(rules, replay);
    for (CommandSpec command : table.flattened()) {
      boolean mine = allowed.contains(command.fullName());
      if (mine != replay.allowed.contains(command.fullName())) {
        rules.add((mine ? "+" : "-") + command.fullName());
        replay.set(command, mine);
      }
      for (String word :
          mine ? List.<String>of() : firstArguments.getOrDefault(command.fullName(), List.of())) {
        rules.add("+" + command.fullName() + "|" + word);
      }
    }
    return String.join(" ", rules);
  }

  /** Takes the category that fits best, as long as one fits more than it does not. */
  private void describeCategories(List<String> rules, CommandRules replay) {
    CommandRules rest = copy();
    Set<AclCategory> used = new HashSet<>();
    AclCategory best;
    while ((best = rest.bestCategory(used)) != null) {
      rules.add((startsFromAll ? "-@" : "+@") + best.wireName());
      replay.set(best, !startsFromAll);
      rest.set(best, startsFromAll);
      used.add(best);
    }
  }

  private @Nullable AclCategory bestCategory(Set<AclCategory> used) {
    AclCategory best = null;
    int leastDifferent = Integer.MAX_VALUE;
    int mostSame = 0;
    for (AclCategory category : AclCategory.values()) {
      if (used.contains(category)) {
        continue;
      }
      int on = 0;
      int off = 0;
      for (CommandSpec command : table.flattened()) {
        if (command.categories().contains(category)) {
          if (allowed.contains(command.fullName())) {
            on++;
          } else {
            off++;
          }
        }
      }
      int different = startsFromAll ? on : off;
      int same = startsFromAll ? off : on;
      if (same > different
          && (different < leastDifferent || (different == leastDifferent && same > mostSame))) {
        best = category;
        leastDifferent = different;
        mostSame = same;
      }
    }
    return best;
  }
}
