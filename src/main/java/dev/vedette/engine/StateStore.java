package dev.vedette.engine;

import dev.vedette.sentinel.settings.DurableState;
import java.io.IOException;

/** Where the state is kept. */
public interface StateStore {

  /**
   * Brings the state to disk; on return it survives a power cut. Called from the engine's thread
   * only.
   *
   * @throws IOException when it could not; the file on disk is then the old one, whole
   */
  void save(DurableState state) throws IOException;
}
