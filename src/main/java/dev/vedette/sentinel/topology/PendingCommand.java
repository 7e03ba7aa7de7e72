package dev.vedette.sentinel.topology;

/**
 * A command that was sent and is not answered yet.
 *
 * @param kind what the reply means
 * @param owner the instance on whose behalf it was sent; a link to a peer serves several
 * @param sentAt when
 */
public record PendingCommand(Kind kind, Instance owner, long sentAt) {

  /** What a reply means. */
  public enum Kind {
    PING,
    INFO,
    HELLO,
    /** {@code SENTINEL IS-MASTER-DOWN-BY-ADDR}. */
    ASK,
    /** {@code FAILOVER}, to a master that is to hand over. */
    HAND_OVER,
    /** The last command of a reconfiguration: its effects can be seen in INFO now. */
    RECONFIGURED,
    /** The reply does not matter: effects are observed instead. */
    IGNORED
  }
}
