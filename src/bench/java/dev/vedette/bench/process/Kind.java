package dev.vedette.bench.process;

/** Who is measured. */
public enum Kind {
  /** bin/vedette of this work tree. */
  VEDETTE("vedette"),
  /** The redis-sentinel that is installed. */
  REDIS("redis-sentinel");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** As tables name it. */
  public String title() {
    return title;
  }
}
