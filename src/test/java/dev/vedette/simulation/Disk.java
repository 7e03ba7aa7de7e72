package dev.vedette.simulation;

import dev.vedette.sentinel.settings.DurableState;

/** The disk of a sentinel: holds one state, and may refuse a new one. */
final class Disk {

  private DurableState content;
  private boolean fails;
  private boolean unsaved;

  Disk(DurableState content) {
    this.content = content;
  }

  /** What the last completed write left. */
  DurableState content() {
    return content;
  }

  /** Whether the last write failed. */
  boolean isUnsaved() {
    return unsaved;
  }

  boolean fails() {
    return fails;
  }

  void fails(boolean nowFails) {
    fails = nowFails;
  }

  /** Writes, or remembers that it could not. */
  void write(DurableState state) {
    unsaved = fails;
    if (!fails) {
      content = state;
    }
  }

  /** The process that wanted something written is gone. */
  void forgetUnsaved() {
    unsaved = false;
  }
}
