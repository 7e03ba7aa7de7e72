package dev.vedette.resp.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of clients that {@code CLIENT LIST TYPE} and {@code CLIENT KILL TYPE} know. */
public enum ClientType {
  NORMAL,
  /** Never at a sentinel. */
  REPLICA,
  PUBSUB,
  /** Never at a sentinel. */
  MASTER;

  /** The type of that name in any case, null when there is none. */
  public static @Nullable ClientType named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "normal" -> NORMAL;
      case "slave", "replica" -> REPLICA;
      case "pubsub" -> PUBSUB;
      case "master" -> MASTER;
      default -> null;
    };
  }
}
