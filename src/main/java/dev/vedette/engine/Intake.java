package dev.vedette.engine;

import dev.vedette.sentinel.message.Input;
import java.util.List;

/** Where links put what happens, many at a time. Any thread; nothing here ever waits. */
public interface Intake {

  /**
   * Takes these inputs, first to last, as far as there is room. All of them once it is closed:
   * nobody is interested any more.
   *
   * @return how many were taken
   */
  int offerAll(List<Input> inputs);

  /**
   * Calls back once, as soon as there is room again, or at once when there is. On any thread; what
   * is called must not wait either.
   */
  void whenRoom(Runnable callback);
}
