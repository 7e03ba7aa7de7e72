package dev.vedette.sentinel.option;

import static dev.vedette.sentinel.settings.Limits.MAX_TEXT;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A setting of the whole sentinel that {@code SENTINEL CONFIG SET} can change. */
public enum GlobalOption {
  ANNOUNCE_IP("announce-ip", "must be an IP address or a host name") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      // What others could not use as an address, they would not take from our hello messages.
      return value.isEmpty() || Host.isValid(value)
          ? settings -> settings.withAnnounceIp(Values.orUnset(value))
          : null;
    }
  },
  ANNOUNCE_PORT("announce-port", "must be a whole number from 0 to " + Address.MAX_PORT) {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      Long port = Values.number(value, 0, Address.MAX_PORT);
      return port == null ? null : settings -> settings.withAnnouncePort(port.intValue());
    }
  },
  RESOLVE_HOSTNAMES("resolve-hostnames", "must be yes or no") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      Boolean yes = Values.yesNo(value);
      return yes == null ? null : settings -> settings.withResolveHostnames(yes);
    }
  },
  ANNOUNCE_HOSTNAMES("announce-hostnames", "must be yes or no") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      Boolean yes = Values.yesNo(value);
      return yes == null ? null : settings -> settings.withAnnounceHostnames(yes);
    }
  },
  SENTINEL_USER(
      "sentinel-user", "must have at most " + MAX_TEXT + " characters and no control character") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      return Limits.isPlain(value)
          ? settings -> settings.withSentinelUser(Values.orUnset(value))
          : null;
    }
  },
  SENTINEL_PASS("sentinel-pass", "must have at most " + MAX_TEXT + " characters") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      return value.length() <= MAX_TEXT
          ? settings -> settings.withSentinelPass(Values.orUnset(value))
          : null;
    }
  },
  /** Carried out by the caller: see {@link SettingsChange#logLevel()}. */
  LOG_LEVEL("loglevel", "must be debug, verbose, notice, warning or nothing") {
    @Override
    @Nullable UnaryOperator<SentinelSettings> change(String value) {
      return LogLevel.byWireName(value) == null ? null : UnaryOperator.identity();
    }
  };

  private static final Map<String, GlobalOption> BY_NAME = new HashMap<>();

  static {
    for (GlobalOption option : values()) {
      BY_NAME.put(option.wireName, option);
    }
  }

  private final String wireName;
  private final String requirement;

  GlobalOption(String wireName, String requirement) {
    this.wireName = wireName;
    this.requirement = requirement;
  }

  /** The option with that name, in any case; null when there is none. */
  public static @Nullable GlobalOption byWireName(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** The name in {@code SENTINEL CONFIG SET}. */
  public String wireName() {
    return wireName;
  }

  /** What a good value looks like, as a phrase that begins with "must". */
  public String requirement() {
    return requirement;
  }

  /** Whether its value must never be shown. */
  public boolean isSecret() {
    return this == SENTINEL_PASS;
  }

  /** Whether connections to peers must be made anew after a change. */
  boolean needsReconnect() {
    return this == SENTINEL_USER || this == SENTINEL_PASS;
  }

  /** The change to that value; null for a bad one. */
  abstract @Nullable UnaryOperator<SentinelSettings> change(String value);
}
