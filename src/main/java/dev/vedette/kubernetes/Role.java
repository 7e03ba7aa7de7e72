package dev.vedette.kubernetes;

/** What a Redis is in its group, as the label says it. */
enum Role {
  MASTER("master"),
  REPLICA("replica");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The value of the label. */
  String label() {
    return label;
  }
}
