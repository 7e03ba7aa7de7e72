package dev.vedette.resp.acl;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.command.ChannelUse;
import dev.vedette.resp.command.CommandFlag;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import dev.vedette.sentinel.settings.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One set of rights: commands, keys and channels that go together. A user has a root selector and
 * perhaps more in parentheses; one that allows a command as a whole is enough. Changed only while a
 * user is being built.
 */
final class AclSelector {
  private static final int READ = 1;
  private static final int WRITE = 2;

  private final CommandRules commands;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Set<String> channels = new LinkedHashSet<>();
  private boolean allKeys;
  private boolean allChannels;

  AclSelector(CommandTable table, boolean allChannels) {
    this(new CommandRules(table), allChannels);
  }

  private AclSelector(CommandRules commands, boolean allChannels) {
    this.commands = commands;
    this.allChannels = allChannels;
  }

  AclSelector copy() {
    AclSelector copy = new AclSelector(commands.copy(), allChannels);
    copy.keys.putAll(keys);
    copy.channels.addAll(channels);
    copy.allKeys = allKeys;
    return copy;
  }

  boolean allChannels() {
    return allChannels;
  }

  Set<String> channels() {
    return channels;
  }

  /** Applies one rule. */
  void apply(String rule) throws AclRuleException {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "allkeys", "~*" -> {
        allKeys = true;
        keys.clear();
      }
      case "resetkeys" -> {
        allKeys = false;
        keys.clear();
      }
      case "allchannels", "&*" -> {
        allChannels = true;
        channels.clear();
      }
      case "resetchannels" -> {
        allChannels = false;
        channels.clear();
      }
      case "allcommands", "+@all" -> commands.allowAll();
      case "nocommands", "-@all" -> commands.allowNothing();
      default -> applyPrefixed(rule);
    }
  }

  private void applyPrefixed(String rule) throws AclRuleException {
    char kind = rule.isEmpty() ? 0 : rule.charAt(0);
    String rest = rule.isEmpty() ? "" : rule.substring(1);
    switch (kind) {
      case '~' -> addKey(rest, READ | WRITE);
      case '%' -> addKeyWithRights(rest);
      case '&' -> addChannel(rest);
      case '+' -> {
        if (rest.startsWith("@")) {
          commands.category(rest.substring(1), true);
        } else {
          commands.allow(rest);
        }
      }
      case '-' -> {
        if (rest.startsWith("@")) {
          commands.category(rest.substring(1), false);
        } else {
          commands.deny(rest);
        }
      }
      default -> throw AclRuleException.syntax();
    }
  }

  private void addKeyWithRights(String rest) throws AclRuleException {
    if (allKeys) {
      throw AclRuleException.uselessKeyPattern();
    }
    int tilde = rest.indexOf('~');
    String rights = (tilde < 0 ? rest : rest.substring(0, tilde)).toUpperCase(Locale.ROOT);
    int mask =
        switch (rights) {
          case "R" -> READ;
          case "W" -> WRITE;
          case "RW", "WR" -> READ | WRITE;
          default -> throw AclRuleException.syntax();
        };
    addKey(tilde < 0 ? "" : rest.substring(tilde + 1), mask);
  }

  private void addKey(String pattern, int rights) throws AclRuleException {
    if (allKeys) {
      throw AclRuleException.uselessKeyPattern();
    }
    requireNoBlanks(pattern);
    keys.merge(pattern, rights, (old, more) -> old | more);
  }

  private void addChannel(String pattern) throws AclRuleException {
    if (allChannels) {
      throw AclRuleException.uselessChannelPattern();
    }
    requireNoBlanks(pattern);
    channels.add(pattern);
  }

  private static void requireNoBlanks(String pattern) throws AclRuleException {
    if (AclUser.hasBlanks(pattern)) {
      throw AclRuleException.syntax();
    }
  }

  /** Why this selector does not allow {@code words}; null when it does. */
  @Nullable AclDenial check(CommandSpec command, List<byte[]> words) {
    String argument = argumentOf(command, words);
    if (!command.is(CommandFlag.NO_AUTH) && !commands.allow(command, argument)) {
      return new AclDenial(AclDenial.Reason.COMMAND, 0);
    }
    if (allChannels || command.channels() == ChannelUse.NONE) {
      return null;
    }
    int last = command.channels() == ChannelUse.PUBLISH ? 1 : words.size() - 1;
    boolean patterns = command.channels() == ChannelUse.SUBSCRIBE_PATTERNS;
    for (int i = 1; i <= last; i++) {
      if (!allowsChannel(ByteText.of(words.get(i)), patterns)) {
        return new AclDenial(AclDenial.Reason.CHANNEL, i);
      }
    }
    return null;
  }

  private static @Nullable String argumentOf(CommandSpec command, List<byte[]> words) {
    int index = command.isSubcommand() ? 2 : 1;
    return words.size() > index ? ByteText.of(words.get(index)) : null;
  }

  /** A pattern must be allowed literally; a channel by any pattern. */
  boolean allowsChannel(String channel, boolean isPattern) {
    if (allChannels) {
      return true;
    }
    return isPattern
        ? channels.contains(channel)
        : channels.stream().anyMatch(pattern -> new Glob(pattern).matches(channel));
  }

  String describeCommands() {
    return commands.describe();
  }

  String describeKeys() {
    if (allKeys) {
      return "~*";
    }
    List<String> rules = new ArrayList<>();
    keys.forEach((pattern, rights) -> rules.add(prefix(rights) + pattern));
    return String.join(" ", rules);
  }

  private static String prefix(int rights) {
    return switch (rights) {
      case READ -> "%R~";
      case WRITE -> "%W~";
      default -> "~";
    };
  }

  String describeChannels() {
    if (allChannels) {
      return "&*";
    }
    return String.join(" ", channels.stream().map(pattern -> "&" + pattern).toList());
  }

  /** All of it as rules. */
  String describe() {
    List<String> parts = new ArrayList<>();
    if (!describeKeys().isEmpty()) {
      parts.add(describeKeys());
    }
    if (!allChannels) {
      parts.add("resetchannels");
    }
    if (!describeChannels().isEmpty()) {
      parts.add(describeChannels());
    }
    parts.add(describeCommands());
    return String.join(" ", parts);
  }
}
