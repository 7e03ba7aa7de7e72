package dev.vedette.resp.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Categories that ACL rules such as {@code +@admin} name, in the order of {@code ACL CAT}. */
public enum AclCategory {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  /** The name without {@code @}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The category of that name in any case, null when there is none. */
  public static @Nullable AclCategory named(String name) {
    for (AclCategory category : values()) {
      if (category.name().equalsIgnoreCase(name)) {
        return category;
      }
    }
    return null;
  }
}
