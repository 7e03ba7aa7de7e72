package dev.vedette.sentinel.event;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every event a Sentinel can raise. {@link #wireName()} is the pub/sub channel, the first word of
 * the log line and the first argument of a notification script; these names are protocol and never
 * change.
 */
public enum EventType {
  MONITOR("+monitor", EventLevel.WARNING),
  UNMONITOR("-monitor", EventLevel.WARNING),
  SET("+set", EventLevel.WARNING),
  RESET_MASTER("+reset-master", EventLevel.WARNING),
  SDOWN("+sdown", EventLevel.WARNING),
  SDOWN_CLEARED("-sdown", EventLevel.WARNING),
  ODOWN("+odown", EventLevel.WARNING),
  ODOWN_CLEARED("-odown", EventLevel.WARNING),
  NEW_EPOCH("+new-epoch", EventLevel.WARNING),
  TRY_FAILOVER("+try-failover", EventLevel.WARNING),
  VOTE_FOR_LEADER("+vote-for-leader", EventLevel.WARNING),
  ELECTED_LEADER("+elected-leader", EventLevel.WARNING),
  FAILOVER_STATE_SELECT_SLAVE("+failover-state-select-slave", EventLevel.WARNING),
  SELECTED_SLAVE("+selected-slave", EventLevel.WARNING),
  FAILOVER_STATE_SEND_SLAVEOF_NOONE("+failover-state-send-slaveof-noone", EventLevel.NOTICE),
  FAILOVER_STATE_WAIT_PROMOTION("+failover-state-wait-promotion", EventLevel.NOTICE),
  PROMOTED_SLAVE("+promoted-slave", EventLevel.WARNING),
  FAILOVER_STATE_RECONF_SLAVES("+failover-state-reconf-slaves", EventLevel.WARNING),
  SLAVE_RECONF_SENT("+slave-reconf-sent", EventLevel.NOTICE),
  SLAVE_RECONF_INPROG("+slave-reconf-inprog", EventLevel.NOTICE),
  SLAVE_RECONF_DONE("+slave-reconf-done", EventLevel.NOTICE),
  SLAVE_RECONF_SENT_BEST_EFFORT("+slave-reconf-sent-be", EventLevel.NOTICE),
  SLAVE_RECONF_SENT_TIMEOUT("-slave-reconf-sent-timeout", EventLevel.NOTICE),
  FAILOVER_END("+failover-end", EventLevel.WARNING),
  FAILOVER_END_FOR_TIMEOUT("+failover-end-for-timeout", EventLevel.WARNING),
  FAILOVER_ABORT_NOT_ELECTED("-failover-abort-not-elected", EventLevel.WARNING),
  FAILOVER_ABORT_NO_GOOD_SLAVE("-failover-abort-no-good-slave", EventLevel.WARNING),
  FAILOVER_ABORT_SLAVE_TIMEOUT("-failover-abort-slave-timeout", EventLevel.WARNING),
  FAILOVER_ABORT_NOT_SAVED("-failover-abort-not-saved", EventLevel.WARNING),
  FAILOVER_ABORT_REFUSED("-failover-abort-refused", EventLevel.WARNING),
  FAILOVER_ABORT_OVERTAKEN("-failover-abort-overtaken", EventLevel.WARNING),
  SWITCH_MASTER("+switch-master", EventLevel.WARNING),
  CONFIG_UPDATE_FROM("+config-update-from", EventLevel.WARNING),
  SLAVE("+slave", EventLevel.NOTICE),
  SENTINEL("+sentinel", EventLevel.NOTICE),
  SENTINEL_ADDRESS_SWITCH("+sentinel-address-switch", EventLevel.NOTICE),
  SENTINEL_ADDRESS_UPDATE("+sentinel-address-update", EventLevel.NOTICE),
  SENTINEL_INVALID_ADDR("+sentinel-invalid-addr", EventLevel.NOTICE),
  SENTINEL_DUPLICATE_ID("+sentinel-duplicate-id", EventLevel.WARNING),
  EPOCH_REFUSED("+epoch-refused", EventLevel.WARNING),
  EPOCH_RESET("+epoch-reset", EventLevel.WARNING),
  STATE_LINE_SET_ASIDE("+state-line-set-aside", EventLevel.WARNING),
  REBOOT("+reboot", EventLevel.NOTICE),
  FOREIGN_NODE("+foreign-node", EventLevel.WARNING),
  FOREIGN_NODE_CLEARED("-foreign-node", EventLevel.WARNING),
  FOREIGN_SENTINEL("+foreign-sentinel", EventLevel.WARNING),
  NODE_REFUSES("+node-refuses", EventLevel.WARNING),
  DATA_LOST("+data-lost", EventLevel.WARNING),
  SAME_NODE("+same-node", EventLevel.NOTICE),
  CONVERT_TO_SLAVE("+convert-to-slave", EventLevel.NOTICE),
  FIX_SLAVE_CONFIG("+fix-slave-config", EventLevel.NOTICE),
  ROLE_CHANGE("+role-change", EventLevel.VERBOSE),
  ROLE_MISMATCH("-role-change", EventLevel.VERBOSE),
  CMD_LINK_RECONNECTION("-cmd-link-reconnection", EventLevel.DEBUG),
  PUBSUB_LINK_RECONNECTION("-pubsub-link-reconnection", EventLevel.DEBUG),
  LIMIT_REACHED("+limit-reached", EventLevel.WARNING),
  MASTER_SET_ASIDE("+master-set-aside", EventLevel.WARNING),
  MASTER_TAKEN_UP("-master-set-aside", EventLevel.WARNING),
  VOTES_WITHHELD("+votes-withheld", EventLevel.WARNING),
  VOTES_GIVEN("-votes-withheld", EventLevel.WARNING),
  MEMORY_SHORT("+memory-short", EventLevel.WARNING),
  MEMORY_EASED("-memory-short", EventLevel.WARNING),
  TILT("+tilt", EventLevel.WARNING),
  TILT_CLEARED("-tilt", EventLevel.WARNING),
  SCRIPT_CHILD("+script-child", EventLevel.DEBUG),
  SCRIPT_CHILD_ENDED("-script-child", EventLevel.DEBUG),
  SCRIPT_ERROR("-script-error", EventLevel.WARNING),
  SCRIPT_TIMEOUT("-script-timeout", EventLevel.WARNING);

  private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_WIRE_NAME.put(type.wireName, type);
    }
  }

  private final String wireName;
  private final EventLevel level;

  EventType(String wireName, EventLevel level) {
    this.wireName = wireName;
    this.level = level;
  }

  /** The name on the wire, with its leading sign, such as {@code +switch-master}. */
  public String wireName() {
    return wireName;
  }

  /** The level this event always has. */
  public EventLevel level() {
    return level;
  }

  /** The type with that wire name, or null when there is none. */
  public static @Nullable EventType byWireName(String wireName) {
    return BY_WIRE_NAME.get(wireName);
  }
}
