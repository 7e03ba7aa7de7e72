package dev.vedette.sentinel.option;

import static dev.vedette.sentinel.settings.Limits.MAX_COUNT;
import static dev.vedette.sentinel.settings.Limits.MAX_MILLIS;
import static dev.vedette.sentinel.settings.Limits.MAX_TEXT;

import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.MasterSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An option of a master that {@code SENTINEL SET} can change. */
public enum MasterOption {
  DOWN_AFTER("down-after-milliseconds", 1, periodFrom(1)) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      Long millis = Values.number(values.getFirst(), 1, MAX_MILLIS);
      return millis == null ? null : settings -> settings.withDownAfterMillis(millis);
    }
  },
  FAILOVER_TIMEOUT("failover-timeout", 1, periodFrom(1)) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      Long millis = Values.number(values.getFirst(), 1, MAX_MILLIS);
      return millis == null ? null : settings -> settings.withFailoverTimeoutMillis(millis);
    }
  },
  PARALLEL_SYNCS("parallel-syncs", 1, "must be a whole number from 1 to " + MAX_COUNT) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      Long count = Values.number(values.getFirst(), 1, MAX_COUNT);
      return count == null ? null : settings -> settings.withParallelSyncs(count.intValue());
    }
  },
  NOTIFICATION_SCRIPT("notification-script", 1, "must be the path of an executable file") {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      String path = values.getFirst();
      return Limits.isPlain(path)
          ? settings -> settings.withNotificationScript(Values.orUnset(path))
          : null;
    }
  },
  CLIENT_RECONFIG_SCRIPT("client-reconfig-script", 1, "must be the path of an executable file") {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      String path = values.getFirst();
      return Limits.isPlain(path)
          ? settings -> settings.withClientReconfigScript(Values.orUnset(path))
          : null;
    }
  },
  AUTH_PASS("auth-pass", 1, "must have at most " + MAX_TEXT + " characters") {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      String password = values.getFirst();
      return password.length() <= MAX_TEXT
          ? settings -> settings.withAuthPass(Values.orUnset(password))
          : null;
    }
  },
  AUTH_USER("auth-user", 1, plainText()) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      String user = values.getFirst();
      return Limits.isPlain(user) ? settings -> settings.withAuthUser(Values.orUnset(user)) : null;
    }
  },
  QUORUM("quorum", 1, "must be a whole number from 1 to " + MAX_COUNT) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      Long quorum = Values.number(values.getFirst(), 1, MAX_COUNT);
      return quorum == null ? null : settings -> settings.withQuorum(quorum.intValue());
    }
  },
  RENAME_COMMAND("rename-command", 2, "must be two command names, neither of them empty") {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      String oldName = values.getFirst().toUpperCase(Locale.ROOT);
      String newName = values.getLast();
      if (oldName.isEmpty()
          || newName.isEmpty()
          || !Limits.isPlain(oldName)
          || !Limits.isPlain(newName)) {
        return null;
      }
      return settings -> settings.withRenamedCommands(renamed(settings, oldName, newName));
    }
  },
  MASTER_REBOOT_DOWN_AFTER("master-reboot-down-after-period", 1, periodFrom(0)) {
    @Override
    @Nullable UnaryOperator<MasterSettings> change(List<String> values) {
      Long millis = Values.number(values.getFirst(), 0, MAX_MILLIS);
      return millis == null ? null : settings -> settings.withMasterRebootDownAfterMillis(millis);
    }
  };

  private static final Map<String, MasterOption> BY_NAME = new HashMap<>();

  static {
    for (MasterOption option : values()) {
      BY_NAME.put(option.wireName, option);
    }
  }

  private final String wireName;
  private final int valueCount;
  private final String requirement;

  MasterOption(String wireName, int valueCount, String requirement) {
    this.wireName = wireName;
    this.valueCount = valueCount;
    this.requirement = requirement;
  }

  /** The option with that name, in any case; null when there is none. */
  public static @Nullable MasterOption byWireName(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** The name in {@code SENTINEL SET} and {@code sentinel.conf}. */
  public String wireName() {
    return wireName;
  }

  /** How many values it takes. */
  public int valueCount() {
    return valueCount;
  }

  /** What a good value looks like, as a phrase that begins with "must". */
  public String requirement() {
    return requirement;
  }

  /** Whether its value must never be shown. */
  public boolean isSecret() {
    return this == AUTH_PASS;
  }

  /** Whether it names a script, which {@code deny-scripts-reconfig yes} forbids to change. */
  public boolean isScript() {
    return this == NOTIFICATION_SCRIPT || this == CLIENT_RECONFIG_SCRIPT;
  }

  /** Whether connections must be made anew after a change. */
  boolean needsReconnect() {
    return this == AUTH_PASS || this == AUTH_USER;
  }

  /** The change to these values, of which there are {@link #valueCount()}; null for bad ones. */
  abstract @Nullable UnaryOperator<MasterSettings> change(List<String> values);

  /** The position of the value at fault, given that {@link #change} refused them. */
  int faulty(List<String> values) {
    return values.getLast().isEmpty() ? values.size() - 1 : 0;
  }

  private static Map<String, String> renamed(
      MasterSettings settings, String oldName, String newName) {
    Map<String, String> renamed = new HashMap<>(settings.renamedCommands());
    renamed.remove(oldName);
    if (!oldName.equalsIgnoreCase(newName)) {
      renamed.put(oldName, newName);
    }
    return renamed;
  }

  private static String periodFrom(long min) {
    return "must be a whole number of milliseconds from " + min + " to " + MAX_MILLIS;
  }

  private static String plainText() {
    return "must have at most " + MAX_TEXT + " characters and no control character";
  }
}
