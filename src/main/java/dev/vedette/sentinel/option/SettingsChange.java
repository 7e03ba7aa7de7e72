package dev.vedette.sentinel.option;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of one or more settings of the whole sentinel, being collected. Values are checked when
 * they are added. Not thread-safe.
 */
public final class SettingsChange {

  private final List<UnaryOperator<SentinelSettings>> changes = new ArrayList<>();
  private final List<String> descriptions = new ArrayList<>();
  private final Set<GlobalOption> seen = EnumSet.noneOf(GlobalOption.class);
  private boolean reconnectPeers;
  private @Nullable LogLevel logLevel;

  /** A change of nothing so far. */
  public SettingsChange() {}

  /**
   * The change that {@code SENTINEL CONFIG SET words…} asks for.
   *
   * @throws InvalidOptionException for the first unknown or repeated option, missing or bad value
   */
  public static SettingsChange ofConfigSet(List<String> words) {
    SettingsChange change = new SettingsChange();
    for (int position = 0; position < words.size(); position += 2) {
      String name = words.get(position);
      GlobalOption option = GlobalOption.byWireName(name);
      if (option == null) {
        throw unusable(name, "Invalid argument '" + name + "' to SENTINEL CONFIG SET");
      }
      if (change.seen.contains(option)) {
        throw unusable(name, "Duplicate argument '" + name + "' to SENTINEL CONFIG SET");
      }
      if (position + 1 >= words.size()) {
        throw unusable(name, "Missing argument '" + name + "' value");
      }
      change.add(name, option, words.get(position + 1));
    }
    return change;
  }

  /**
   * The change that {@code SENTINEL DEBUG words…} asks for.
   *
   * @throws InvalidOptionException for the first unknown period, missing or bad value
   */
  public static SettingsChange ofDebug(List<String> words) {
    SettingsChange change = new SettingsChange();
    for (int position = 0; position < words.size(); position += 2) {
      String name = words.get(position);
      Period period = Period.byWireName(name);
      if (period == null || position + 1 >= words.size()) {
        throw unusable(
            name, "Unknown option or number of arguments for SENTINEL DEBUG '" + name + "'");
      }
      change.add(name, period, words.get(position + 1));
    }
    return change;
  }

  /**
   * Adds one option. An empty text unsets an address, a user or a password.
   *
   * @throws InvalidOptionException when it does not take that value
   */
  public SettingsChange set(GlobalOption option, String value) {
    add(option.wireName(), option, value);
    return this;
  }

  /**
   * Adds one period.
   *
   * @throws InvalidOptionException when it does not take that value
   */
  public SettingsChange set(Period period, String millis) {
    add(period.wireName(), period, millis);
    return this;
  }

  private void add(String name, GlobalOption option, String value) {
    UnaryOperator<SentinelSettings> change = option.change(value);
    if (change == null) {
      String shown = option.isSecret() ? "******" : value;
      throw new InvalidOptionException(
          name,
          option.requirement(),
          "Invalid value '" + shown + "' to SENTINEL CONFIG SET '" + name + "'");
    }
    seen.add(option);
    changes.add(change);
    descriptions.add(name + " " + (option.isSecret() ? "******" : value));
    reconnectPeers |= option.needsReconnect();
    if (option == GlobalOption.LOG_LEVEL) {
      logLevel = LogLevel.byWireName(value);
    }
  }

  private void add(String name, Period period, String value) {
    Long millis = Values.number(value, 1, Limits.MAX_MILLIS);
    if (millis == null) {
      throw new InvalidOptionException(
          name,
          period.requirement(),
          "Invalid argument '" + value + "' for SENTINEL DEBUG '" + name + "'");
    }
    descriptions.add(name + " " + value);
    changes.add(settings -> settings.withTimings(period.in(settings.timings(), millis)));
  }

  private static InvalidOptionException unusable(String name, String message) {
    return new InvalidOptionException(name, null, message);
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** One {@code option value} text for each, secrets replaced by asterisks. */
  public List<String> descriptions() {
    return List.copyOf(descriptions);
  }

  /**
   * The new log level, which the caller sets after the request was answered well; null for none.
   */
  public @Nullable LogLevel logLevel() {
    return logLevel;
  }

  /** The request that carries out all of it or nothing, except for {@link #logLevel()}. */
  public Request.Configure request() {
    List<UnaryOperator<SentinelSettings>> all = List.copyOf(changes);
    return new Request.Configure(
        settings -> {
          SentinelSettings changed = settings;
          for (UnaryOperator<SentinelSettings> change : all) {
            changed = change.apply(changed);
          }
          return changed;
        },
        reconnectPeers);
  }
}
