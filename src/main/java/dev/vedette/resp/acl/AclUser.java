package dev.vedette.resp.acl;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user and its rights. Does not change; {@link #with} gives a changed one. Names and rules are
 * {@link ByteText}.
 */
public final class AclUser {
  private static final int HASH_LENGTH = 64;

  private final String name;
  private final CommandTable table;
  private final boolean allChannelsByDefault;

  // Changed only by with(), before anybody else sees the object.
  private boolean enabled;
  private boolean noPassword;
  private @Nullable Boolean sanitizePayload;
  private final Set<String> passwordHashes = new LinkedHashSet<>();
  private final List<AclSelector> selectors = new ArrayList<>();

  private AclUser(String name, CommandTable table, boolean allChannelsByDefault) {
    this.name = name;
    this.table = table;
    this.allChannelsByDefault = allChannelsByDefault;
  }

  /** A user who may do nothing and cannot log in. */
  static AclUser create(String name, CommandTable table, boolean allChannelsByDefault) {
    AclUser user = new AclUser(name, table, allChannelsByDefault);
    user.selectors.add(new AclSelector(table, allChannelsByDefault));
    return user;
  }

  /** This user with more rules applied, all or none. */
  AclUser with(List<String> rules) throws RuleRefused {
    AclUser changed = copy();
    for (String rule : mergeSelectors(rules)) {
      try {
        changed.apply(rule);
      } catch (AclRuleException e) {
        throw new RuleRefused(
            "Error in ACL SETUSER modifier '" + rule + "': " + e.reason(), rule, e);
      }
    }
    return changed;
  }

  private AclUser copy() {
    AclUser copy = new AclUser(name, table, allChannelsByDefault);
    copy.enabled = enabled;
    copy.noPassword = noPassword;
    copy.sanitizePayload = sanitizePayload;
    copy.passwordHashes.addAll(passwordHashes);
    selectors.forEach(selector -> copy.selectors.add(selector.copy()));
    return copy;
  }

  /** Joins the words of a selector that was split at its blanks: {@code (~a} and {@code +get)}. */
  private static List<String> mergeSelectors(List<String> rules) throws RuleRefused {
    List<String> merged = new ArrayList<>();
    StringBuilder open = null;
    String opening = "";
    for (String rule : rules) {
      if (open != null) {
        open.append(' ').append(rule);
        if (rule.endsWith(")")) {
          merged.add(open.toString());
          open = null;
        }
      } else if (rule.startsWith("(") && !rule.endsWith(")")) {
        open = new StringBuilder(rule);
        opening = rule;
      } else {
        merged.add(rule);
      }
    }
    if (open != null) {
      throw new RuleRefused(
          "Unmatched parenthesis in acl selector starting at '" + opening + "'.", opening, null);
    }
    return merged;
  }

  private void apply(String rule) throws AclRuleException {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "on" -> enabled = true;
      case "off" -> enabled = false;
      case "skip-sanitize-payload" -> sanitizePayload = false;
      case "sanitize-payload" -> sanitizePayload = true;
      case "nopass" -> {
        noPassword = true;
        passwordHashes.clear();
      }
      case "resetpass" -> {
        noPassword = false;
        passwordHashes.clear();
      }
      case "clearselectors" -> selectors.subList(1, selectors.size()).clear();
      case "reset" -> reset();
      default -> applyPrefixed(rule);
    }
  }

  private void reset() {
    enabled = false;
    noPassword = false;
    sanitizePayload = true;
    passwordHashes.clear();
    selectors.clear();
    selectors.add(new AclSelector(table, allChannelsByDefault));
  }

  private void applyPrefixed(String rule) throws AclRuleException {
    String rest = rule.substring(1);
    switch (rule.charAt(0)) {
      case '>' -> addPassword(hash(rest));
      case '#' -> addPassword(checkedHash(rest));
      case '<' -> removePassword(hash(rest));
      case '!' -> removePassword(checkedHash(rest));
      case '(' -> {
        if (!rule.endsWith(")")) {
          throw AclRuleException.syntax();
        }
        AclSelector selector = new AclSelector(table, allChannelsByDefault);
        for (String inner : rest.substring(0, rest.length() - 1).split("\\s+")) {
          if (!inner.isEmpty()) {
            selector.apply(inner);
          }
        }
        selectors.add(selector);
      }
      default -> selectors.getFirst().apply(rule);
    }
  }

  private void addPassword(String hash) {
    passwordHashes.add(hash);
    noPassword = false;
  }

  private void removePassword(String hash) throws AclRuleException {
    if (!passwordHashes.remove(hash)) {
      throw AclRuleException.noSuchPassword();
    }
  }

  private static String checkedHash(String hash) throws AclRuleException {
    if (hash.length() != HASH_LENGTH || !hash.matches("[0-9a-f]+")) {
      throw AclRuleException.badHash();
    }
    return hash;
  }

  private static String hash(String password) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(ByteText.bytes(password));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** True when {@code text} has blanks or a zero byte, which names and patterns must not have. */
  static boolean hasBlanks(String text) {
    return text.chars().anyMatch(c -> c == ' ' || c == 0 || (c >= '\t' && c <= '\r'));
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** True when it can log in. */
  public boolean enabled() {
    return enabled;
  }

  /** True when any password is right. */
  public boolean noPassword() {
    return noPassword;
  }

  /** SHA-256 of the passwords, as hexadecimal digits. */
  public List<String> passwordHashes() {
    return List.copyOf(passwordHashes);
  }

  /** Its flags, as {@code ACL GETUSER} shows them. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add(enabled ? "on" : "off");
    if (noPassword) {
      flags.add("nopass");
    }
    if (sanitizePayload != null) {
      flags.add(sanitizePayload ? "sanitize-payload" : "skip-sanitize-payload");
    }
    return flags;
  }

  /** Its rights, the root selector first. */
  public List<SelectorView> selectors() {
    return selectors.stream()
        .map(s -> new SelectorView(s.describeCommands(), s.describeKeys(), s.describeChannels()))
        .toList();
  }

  /** True when the password logs this user in. Takes the same time for every wrong password. */
  boolean accepts(byte[] password) {
    if (!enabled) {
      return false;
    }
    if (noPassword) {
      return true;
    }
    byte[] hash = hash(ByteText.of(password)).getBytes(StandardCharsets.US_ASCII);
    boolean accepted = false;
    for (String known : passwordHashes) {
      accepted |= MessageDigest.isEqual(known.getBytes(StandardCharsets.US_ASCII), hash);
    }
    return accepted;
  }

  /** Why this user may not run {@code words}; null when it may. */
  public @Nullable AclDenial check(CommandSpec command, List<byte[]> words) {
    AclDenial best = new AclDenial(AclDenial.Reason.COMMAND, 0);
    for (AclSelector selector : selectors) {
      AclDenial denial = selector.check(command, words);
      if (denial == null) {
        return null;
      }
      if (denial.tellsMoreThan(best)) {
        best = denial;
      }
    }
    return best;
  }

  /**
   * True when this user has lost channels that {@code before} had, so that its subscribers must be
   * looked at.
   */
  public boolean lostChannelsSince(AclUser before) {
    if (selectors.stream().anyMatch(AclSelector::allChannels)) {
      return false;
    }
    Set<String> now = new HashSet<>();
    selectors.forEach(selector -> now.addAll(selector.channels()));
    return before.selectors.stream()
        .anyMatch(s -> s.allChannels() || !now.containsAll(s.channels()));
  }

  /** True when this user may listen to a channel or a pattern of channels. */
  public boolean mayListenTo(String channel, boolean isPattern) {
    return selectors.stream().anyMatch(selector -> selector.allowsChannel(channel, isPattern));
  }

  /** Rules that make this user: what stands behind its name in a {@code user} line. */
  public String describe() {
    List<String> parts = new ArrayList<>(flags());
    passwordHashes.forEach(hash -> parts.add("#" + hash));
    for (int i = 0; i < selectors.size(); i++) {
      String rules = selectors.get(i).describe();
      parts.add(i == 0 ? rules : "(" + rules + ")");
    }
    return String.join(" ", parts);
  }

  /**
   * Rights as {@code ACL GETUSER} shows them.
   *
   * @param commands such as {@code -@all +ping}
   * @param keys such as {@code ~*}
   * @param channels such as {@code &__sentinel__:hello}
   */
  public record SelectorView(String commands, String keys, String channels) {}

  /** A rule was refused; nothing has changed. */
  public static final class RuleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final String rule;

    RuleRefused(String text, String rule, @Nullable AclRuleException cause) {
      super(text, cause, false, false);
      this.text = text;
      this.rule = rule;
    }

    /** What to tell the client. */
    public String text() {
      return text;
    }

    /** Why, without the rule, which may be a password. */
    public String reason() {
      return getCause() instanceof AclRuleException e ? e.reason() : text;
    }

    /** The rule itself. */
    public String rule() {
      return rule;
    }
  }
}
