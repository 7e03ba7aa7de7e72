package dev.vedette.sentinel.option;

import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.Timings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A period or limit that {@code SENTINEL DEBUG} shows and changes, in the order it shows them. */
public enum Period {
  INFO_PERIOD("info-period", Timings::infoPeriod),
  PING_PERIOD("ping-period", Timings::pingPeriod),
  ASK_PERIOD("ask-period", Timings::askPeriod),
  PUBLISH_PERIOD("publish-period", Timings::publishPeriod),
  DEFAULT_DOWN_AFTER("default-down-after", Timings::defaultDownAfter),
  DEFAULT_FAILOVER_TIMEOUT("default-failover-timeout", Timings::defaultFailoverTimeout),
  TILT_TRIGGER("tilt-trigger", Timings::tiltTrigger),
  TILT_PERIOD("tilt-period", Timings::tiltPeriod),
  SLAVE_RECONF_TIMEOUT("slave-reconf-timeout", Timings::slaveReconfTimeout),
  MIN_LINK_RECONNECT_PERIOD("min-link-reconnect-period", Timings::minLinkReconnectPeriod),
  ELECTION_TIMEOUT("election-timeout", Timings::electionTimeout),
  SCRIPT_MAX_RUNTIME("script-max-runtime", Timings::scriptMaxRuntime),
  SCRIPT_RETRY_DELAY("script-retry-delay", Timings::scriptRetryDelay);

  private static final Map<String, Period> BY_NAME = new HashMap<>();

  static {
    for (Period period : values()) {
      BY_NAME.put(period.wireName, period);
    }
  }

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // an accessor of a record
  private final ToLongFunction<Timings> getter;

  Period(String wireName, ToLongFunction<Timings> getter) {
    this.wireName = wireName;
    this.getter = getter;
  }

  /** The period with that name, in any case; null when there is none. */
  public static @Nullable Period byWireName(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** The name in {@code SENTINEL DEBUG}. */
  public String wireName() {
    return wireName;
  }

  /** What a good value looks like, as a phrase that begins with "must". */
  public String requirement() {
    return "must be a whole number of milliseconds from 1 to " + Limits.MAX_MILLIS;
  }

  /** Its present value, in milliseconds. */
  public long millis(Timings timings) {
    return getter.applyAsLong(timings);
  }

  /** The same timings with this one changed. */
  Timings in(Timings timings, long millis) {
    return new Timings(
        pick(INFO_PERIOD, timings, millis),
        pick(PING_PERIOD, timings, millis),
        pick(ASK_PERIOD, timings, millis),
        pick(PUBLISH_PERIOD, timings, millis),
        pick(DEFAULT_DOWN_AFTER, timings, millis),
        pick(DEFAULT_FAILOVER_TIMEOUT, timings, millis),
        pick(TILT_TRIGGER, timings, millis),
        pick(TILT_PERIOD, timings, millis),
        pick(SLAVE_RECONF_TIMEOUT, timings, millis),
        pick(MIN_LINK_RECONNECT_PERIOD, timings, millis),
        pick(ELECTION_TIMEOUT, timings, millis),
        pick(SCRIPT_MAX_RUNTIME, timings, millis),
        pick(SCRIPT_RETRY_DELAY, timings, millis));
  }

  private long pick(Period period, Timings timings, long millis) {
    return period == this ? millis : period.millis(timings);
  }
}
