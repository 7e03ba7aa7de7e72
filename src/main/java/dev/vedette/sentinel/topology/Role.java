package dev.vedette.sentinel.topology;

/** What a Redis node says it is. */
public enum Role {
  MASTER("master"),
  REPLICA("slave");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The protocol's word for it. */
  public String wireName() {
    return wireName;
  }
}
