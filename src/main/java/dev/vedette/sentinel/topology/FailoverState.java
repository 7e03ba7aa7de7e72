package dev.vedette.sentinel.topology;

/**
 * Where a failover stands, in order. {@link #wireName()} is what {@code SENTINEL MASTER} shows as
 * {@code failover-state}.
 */
public enum FailoverState {
  /** No failover. */
  NONE("none"),
  /** Waiting to be elected leader. */
  WAIT_START("wait_start"),
  /** Choosing the replica to promote. */
  SELECT_SLAVE("select_slave"),
  /** Telling it to become a master. */
  SEND_SLAVEOF_NOONE("send_slaveof_noone"),
  /** Waiting for it to report that it is one. */
  WAIT_PROMOTION("wait_promotion"),
  /** Moving the other replicas. */
  RECONF_SLAVES("reconf_slaves"),
  /** Replacing the old master by the new one in our own tables. */
  UPDATE_CONFIG("update_config");

  private final String wireName;

  FailoverState(String wireName) {
    this.wireName = wireName;
  }

  /** The protocol's name of the state. */
  public String wireName() {
    return wireName;
  }

  /** From here on the promoted replica is the master, for us and for everyone who asks. */
  public boolean promotionIsConfirmed() {
    return compareTo(RECONF_SLAVES) >= 0;
  }
}
