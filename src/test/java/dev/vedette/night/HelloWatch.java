package dev.vedette.night;

import java.io.IOException;
import java.util.List;

/** Hears every hello on every node, and asks every sentinel for its epochs. */
final class HelloWatch implements AutoCloseable {

  private static final int AGAIN_MILLIS = 200;

  private final Announcements announcements;
  private final Repeating repeating = new Repeating();

  HelloWatch(Ground ground, Announcements announcements) {
    this.announcements = announcements;
    ground.nodes().forEach(node -> repeating.every(AGAIN_MILLIS, () -> listen(node)));
    ground
        .sentinels()
        .forEach(sentinel -> repeating.every(AGAIN_MILLIS, () -> askEpochs(sentinel)));
  }

  /**
   * Says so if it watches no longer.
   *
   * @throws IllegalStateException with the reason
   */
  void requireHealth() {
    repeating.requireHealth();
  }

  private void listen(Member node) {
    // Hellos come every two seconds from each sentinel: a longer silence is a lost connection.
    try (Wire wire = Wire.to(node.process().host(), node.process().port(), null, 5_000)) {
      wire.send("SUBSCRIBE __sentinel__:hello");
      while (!Thread.currentThread().isInterrupted()) {
        announcements.hello(wire.line(), System.currentTimeMillis());
      }
    } catch (IOException e) {
      // It is dead, frozen or cut off; tried again.
    }
  }

  private void askEpochs(Member sentinel) {
    try (Wire wire = sentinel.look()) {
      List<String> fields = wire.texts("SENTINEL MASTER " + Ground.MASTER);
      int at = fields.indexOf("config-epoch");
      if (at >= 0) {
        announcements.epoch(sentinel.name(), "config epoch", Long.parseLong(fields.get(at + 1)));
      }
    } catch (IOException e) {
      // As above.
    }
  }

  @Override
  public void close() {
    repeating.close();
  }
}
