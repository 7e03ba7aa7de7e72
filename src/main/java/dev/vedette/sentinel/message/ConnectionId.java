package dev.vedette.sentinel.message;

/**
 * Names one connection attempt for ever: every reconnect gets a new id, so that whatever still
 * arrives for an old one is recognised and ignored.
 *
 * @param value unique within the process
 */
public record ConnectionId(long value) {
  @Override
  public String toString() {
    return "c" + value;
  }
}
