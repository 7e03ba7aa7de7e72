package dev.vedette.sentinel.topology;

import org.jspecify.annotations.Nullable;

/**
 * A command that was sent and is not answered yet.
 *
 * @param kind what the reply means
 * @param owner the instance on whose behalf it was sent; a link to a peer serves several
 * @param sentAt when
 * @param order the order to change a role that it is part of, null for other kinds
 */
public record PendingCommand(Kind kind, Instance owner, long sentAt, @Nullable RoleOrder order) {

  /** A command that is no part of an order. */
  public PendingCommand(Kind kind, Instance owner, long sentAt) {
    this(kind, owner, sentAt, null);
  }

  /** What a reply means. */
  public enum Kind {
    PING,
    INFO,
    HELLO,
    /** {@code SENTINEL IS-MASTER-DOWN-BY-ADDR}. */
    ASK,
    /** {@code FAILOVER}, to a master that is to hand over. */
    HAND_OVER,
    /** Part of an order to change a role. */
    ORDERED,
    /** The reply does not matter: effects are observed instead. */
    IGNORED
  }
}
