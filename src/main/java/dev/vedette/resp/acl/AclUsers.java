package dev.vedette.resp.acl;

import dev.vedette.config.RespSettings;
import dev.vedette.resp.acl.AclUser.RuleRefused;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.command.CommandTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All users. Reading never waits; changes come one after another, and whoever listens hears them in
 * that order. Names are {@link ByteText}.
 */
public final class AclUsers {
  /** The user of a connection that has not logged in. */
  public static final String DEFAULT = "default";

  private final CommandTable table;
  private final boolean allChannelsByDefault;
  private final List<AclListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock changing = new ReentrantLock();
  private volatile SortedMap<String, AclUser> users = new TreeMap<>();

  private AclUsers(CommandTable table, boolean allChannelsByDefault) {
    this.table = table;
    this.allChannelsByDefault = allChannelsByDefault;
  }

  /**
   * The users that the settings name, and the default user.
   *
   * @throws IllegalArgumentException when a user line cannot be understood; the message names the
   *     user and the reason
   */
  public static AclUsers from(RespSettings settings, CommandTable table) {
    AclUsers users = new AclUsers(table, settings.allChannelsByDefault());
    SortedMap<String, AclUser> loaded = new TreeMap<>();
    loaded.put(DEFAULT, users.permissiveDefault(settings.requirePass()));
    List<String> seen = new ArrayList<>();
    for (String line : settings.users()) {
      List<String> words = words(ByteText.encode(line));
      if (words.isEmpty() || seen.contains(words.getFirst())) {
        throw new IllegalArgumentException(
            words.isEmpty()
                ? "user: the name of the user is missing"
                : "user "
                    + words.getFirst()
                    + ": Duplicate user found. A user can only be defined once in config files");
      }
      AclUser user = users.parse(words);
      seen.add(user.name());
      loaded.put(user.name(), user);
    }
    users.users = loaded;
    return users;
  }

  private AclUser parse(List<String> words) {
    String name = words.getFirst();
    try {
      return create(name).with(words.subList(1, words.size()));
    } catch (RuleRefused e) {
      throw new IllegalArgumentException(
          "user " + ByteText.decode(name) + ": " + ByteText.decode(e.reason()), e);
    }
  }

  AclUser create(String name) {
    return AclUser.create(name, table, allChannelsByDefault);
  }

  AclUser permissiveDefault(@Nullable String password) {
    try {
      String pass = password == null ? "nopass" : ">" + ByteText.encode(password);
      return create(DEFAULT).with(List.of("+@all", "~*", "&*", "on", pass));
    } catch (RuleRefused e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("[ \t\r\n]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** Hears of changes from now on. */
  public void addListener(AclListener listener) {
    listeners.add(listener);
  }

  /** A user by name, null when there is none. */
  public @Nullable AclUser find(String name) {
    return users.get(name);
  }

  /** The user of connections that have not logged in. */
  public AclUser defaultUser() {
    AclUser user = users.get(DEFAULT);
    if (user == null) {
      throw new IllegalStateException("the default user cannot be deleted");
    }
    return user;
  }

  /** True when a connection has to log in before it may do anything. */
  public boolean loginRequired() {
    AclUser user = defaultUser();
    return !user.noPassword() || !user.enabled();
  }

  /** All users, by name. */
  public Collection<AclUser> all() {
    return users.values();
  }

  /** The user that name and password fit, null when they do not. */
  public @Nullable AclUser authenticate(String name, byte[] password) {
    AclUser user = users.get(name);
    return user != null && user.accepts(password) ? user : null;
  }

  /**
   * Makes or changes a user.
   *
   * @throws RuleRefused when a rule cannot be applied; nothing has changed then
   */
  public void set(String name, List<String> rules) throws RuleRefused {
    changing.lock();
    try {
      AclUser before = users.get(name);
      AclUser after = (before == null ? create(name) : before).with(rules);
      SortedMap<String, AclUser> changed = new TreeMap<>(users);
      changed.put(name, after);
      users = changed;
      if (before != null) {
        listeners.forEach(listener -> listener.changed(before, after));
      }
      listeners.forEach(listener -> listener.usersChanged(describe()));
    } finally {
      changing.unlock();
    }
  }

  /**
   * Deletes users; unknown ones are skipped.
   *
   * @return how many there were
   */
  public int delete(List<String> names) {
    changing.lock();
    try {
      SortedMap<String, AclUser> changed = new TreeMap<>(users);
      List<String> deleted =
          names.stream().distinct().filter(name -> changed.remove(name) != null).toList();
      users = changed;
      if (!deleted.isEmpty()) {
        deleted.forEach(name -> listeners.forEach(listener -> listener.deleted(name)));
        listeners.forEach(listener -> listener.usersChanged(describe()));
      }
      return deleted.size();
    } finally {
      changing.unlock();
    }
  }

  /**
   * Replaces all users but the default one, whose connections stay; the others are disconnected.
   */
  void replaceAll(Map<String, AclUser> replacement) {
    changing.lock();
    try {
      SortedMap<String, AclUser> before = users;
      SortedMap<String, AclUser> changed = new TreeMap<>(replacement);
      changed.putIfAbsent(DEFAULT, permissiveDefault(null));
      users = changed;
      for (String name : before.keySet()) {
        if (!name.equals(DEFAULT)) {
          listeners.forEach(listener -> listener.deleted(name));
        }
      }
    } finally {
      changing.unlock();
    }
  }

  /** All users as the lines of a configuration file hold them: {@code user name rules}. */
  public List<String> describe() {
    return users.values().stream()
        .map(
            user -> "user " + ByteText.decode(user.name()) + " " + ByteText.decode(user.describe()))
        .toList();
  }
}
