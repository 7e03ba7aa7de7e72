package dev.vedette.config;

import dev.vedette.sentinel.settings.DurableState;
import java.util.List;
import java.util.Map;

/**
 * Brings states into the text of a state file that does not exist: the first real vote is saved by
 * code that has run before. Not thread-safe.
 */
public final class StateRehearsal {

  private final StateDocument document =
      new StateDocument(ConfDocument.of(new byte[0]), Map.of(), List.of());

  /** No state is known yet. */
  public StateRehearsal() {}

  /**
   * Writes a state, to nowhere.
   *
   * @return how many bytes the file would have
   */
  public int write(DurableState state) {
    return document.content(state, Map.of()).length;
  }
}
