package dev.vedette.engine;

import dev.vedette.sentinel.settings.DurableState;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A disk that takes or refuses as it is told, and keeps everything it took. */
final class ObedientStore implements StateStore {

  private final List<DurableState> saved = new CopyOnWriteArrayList<>();
  private volatile boolean full;
  private volatile Runnable meanwhile = () -> {};

  @Override
  public void save(DurableState state) throws IOException {
    meanwhile.run();
    if (full) {
      throw new IOException("No space left on device");
    }
    saved.add(state);
  }

  void full(boolean value) {
    full = value;
  }

  /** What happens during each write. */
  void meanwhile(Runnable value) {
    meanwhile = value;
  }

  int saves() {
    return saved.size();
  }

  DurableState last() {
    return saved.getLast();
  }
}
