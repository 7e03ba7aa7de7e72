package dev.vedette.resp.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a command or subcommand. Arity, flags and categories decide what is
 * allowed; the rest is what {@code COMMAND DOCS} tells.
 */
public final class CommandSpec {
  private final String fullName;
  private final int arity;
  private final Set<CommandFlag> flags;
  private final Set<AclCategory> categories;
  private final ChannelUse channels;
  private final Docs docs;
  private final Map<String, CommandSpec> subcommands;

  private CommandSpec(Builder builder, String fullName, Map<String, CommandSpec> subcommands) {
    this.fullName = fullName;
    this.arity = builder.arity;
    this.flags = Collections.unmodifiableSet(builder.flags);
    this.categories = Collections.unmodifiableSet(withImplied(builder));
    this.channels = builder.channels;
    this.docs = builder.docs();
    this.subcommands = Collections.unmodifiableMap(subcommands);
  }

  /** Starts the description of a command or subcommand, by its own name in lower case. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The name in lower case; of a subcommand with its parent's, as in {@code client|list}. */
  public String fullName() {
    return fullName;
  }

  /** How many words including the command's own; negative for at least that many. */
  public int arity() {
    return arity;
  }

  /** True when {@code words} is a number of words that it takes. */
  public boolean takes(int words) {
    return arity >= 0 ? words == arity : words >= -arity;
  }

  /** In the order of {@code COMMAND INFO}. */
  public Set<CommandFlag> flags() {
    return flags;
  }

  /** True when it has that flag. */
  public boolean is(CommandFlag flag) {
    return flags.contains(flag);
  }

  /** In the order of {@code ACL CAT}. */
  public Set<AclCategory> categories() {
    return categories;
  }

  /** Which arguments are channels. */
  public ChannelUse channels() {
    return channels;
  }

  /** What {@code COMMAND DOCS} tells besides arguments and subcommands. */
  public Docs docs() {
    return docs;
  }

  /** Subcommands in order; empty when it has none. */
  public Collection<CommandSpec> subcommands() {
    return subcommands.values();
  }

  /** True when the second word chooses a subcommand. */
  public boolean isContainer() {
    return !subcommands.isEmpty();
  }

  /** A subcommand by its own name in lower case. */
  public @Nullable CommandSpec subcommand(String name) {
    return subcommands.get(name);
  }

  /** True for a subcommand. */
  public boolean isSubcommand() {
    return fullName.indexOf('|') >= 0;
  }

  @Override
  public String toString() {
    return fullName;
  }

  private static Set<AclCategory> withImplied(Builder builder) {
    EnumSet<AclCategory> all = EnumSet.copyOf(builder.categories);
    if (builder.flags.contains(CommandFlag.ADMIN)) {
      all.add(AclCategory.ADMIN);
      all.add(AclCategory.DANGEROUS);
    }
    if (builder.flags.contains(CommandFlag.PUBSUB)) {
      all.add(AclCategory.PUBSUB);
    }
    all.add(builder.flags.contains(CommandFlag.FAST) ? AclCategory.FAST : AclCategory.SLOW);
    return all;
  }

  /** A change of a command in its history. */
  public record Change(String version, String what) {}

  /**
   * For people.
   *
   * @param replacedBy the command to use instead, null when this one is not outdated
   */
  public record Docs(
      String summary,
      String since,
      String group,
      @Nullable String complexity,
      @Nullable String deprecatedSince,
      @Nullable String replacedBy,
      List<String> tips,
      List<Change> history,
      List<ArgumentSpec> arguments) {
    public Docs {
      tips = List.copyOf(tips);
      history = List.copyOf(history);
      arguments = List.copyOf(arguments);
    }
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private int arity;
    private final EnumSet<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
    private final EnumSet<AclCategory> categories = EnumSet.noneOf(AclCategory.class);
    private ChannelUse channels = ChannelUse.NONE;
    private String summary = "";
    private String since = "";
    private String group = "";
    private @Nullable String complexity;
    private @Nullable String deprecatedSince;
    private @Nullable String replacedBy;
    private List<String> tips = List.of();
    private final List<Change> history = new ArrayList<>();
    private List<ArgumentSpec> arguments = List.of();
    private final List<Builder> subcommands = new ArrayList<>();

    private Builder(String name) {
      this.name = name.toLowerCase(Locale.ROOT);
    }

    /** See {@link CommandSpec#arity}. */
    public Builder arity(int words) {
      arity = words;
      return this;
    }

    /** See {@link CommandSpec#flags}. */
    public Builder flags(CommandFlag... more) {
      Collections.addAll(flags, more);
      return this;
    }

    /** Categories besides those that the flags imply. */
    public Builder categories(AclCategory... more) {
      Collections.addAll(categories, more);
      return this;
    }

    /** See {@link CommandSpec#channels}. */
    public Builder channels(ChannelUse use) {
      channels = use;
      return this;
    }

    /** Group, first version, complexity (null when it is not told) and one line for people. */
    public Builder docs(
        String inGroup, String sinceVersion, @Nullable String howExpensive, String oneLine) {
      group = inGroup;
      since = sinceVersion;
      complexity = howExpensive;
      summary = oneLine;
      return this;
    }

    /** Outdated since {@code version}; {@code replacement} is the one to use. */
    public Builder deprecated(String version, String replacement) {
      deprecatedSince = version;
      replacedBy = replacement;
      return this;
    }

    /** Hints for clients and proxies. */
    public Builder tips(String... texts) {
      tips = List.of(texts);
      return this;
    }

    /** One more line of history. */
    public Builder changed(String version, String what) {
      history.add(new Change(version, what));
      return this;
    }

    /** Arguments in order. */
    public Builder arguments(ArgumentSpec... specs) {
      arguments = List.of(specs);
      return this;
    }

    /** Subcommands in order. */
    public Builder subcommands(Builder... specs) {
      Collections.addAll(subcommands, specs);
      return this;
    }

    /** The description. */
    public CommandSpec build() {
      return build("");
    }

    private CommandSpec build(String prefix) {
      String full = prefix + name;
      Map<String, CommandSpec> children = new LinkedHashMap<>();
      for (Builder subcommand : subcommands) {
        children.put(subcommand.name, subcommand.build(full + "|"));
      }
      return new CommandSpec(this, full, children);
    }

    private Docs docs() {
      return new Docs(
          summary, since, group, complexity, deprecatedSince, replacedBy, tips, history, arguments);
    }
  }
}
