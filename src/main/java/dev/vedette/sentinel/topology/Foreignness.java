package dev.vedette.sentinel.topology;

/**
 * Why a node in the list of a group seems to be of another one.
 *
 * @param kind what it is that speaks for it
 * @param detail the evidence, for people
 */
public record Foreignness(Kind kind, String detail) {

  /** What speaks for it. */
  public enum Kind {
    /** Sentinels of another group say on it that it is theirs. */
    CLAIMED,
    /** It says that it is a master, and has replicas that are not ours. */
    HAS_REPLICAS,
    /** It follows a master that is not ours, and has that one's data. */
    HAS_OTHER_DATA
  }

  /** Whether it must not be turned into a replica: its data may be the only copy. */
  public boolean isLeftAlone() {
    return kind != Kind.HAS_OTHER_DATA;
  }
}
