package dev.vedette.link;

import static org.awaitility.Awaitility.await;

import dev.vedette.engine.Intake;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Input;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Stands in for the engine's inbox. */
final class RecordingInbox implements Intake {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Input> inputs = new CopyOnWriteArrayList<>();

  @Override
  public int offerAll(List<Input> more) {
    inputs.addAll(more);
    return more.size();
  }

  @Override
  public void whenRoom(Runnable callback) {
    callback.run();
  }

  List<Input> all() {
    return inputs;
  }

  <T extends Input> List<T> all(Class<T> type) {
    return inputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Waits for the first input of that kind that the condition holds for. */
  <T extends Input> T awaitFirst(Class<T> type, Predicate<T> condition) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> all(type).stream().filter(condition).findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  Input.LinkUp awaitUp(ConnectionId id) {
    return awaitFirst(Input.LinkUp.class, up -> up.connection().equals(id));
  }

  String awaitDown(ConnectionId id) {
    return awaitFirst(Input.LinkDown.class, down -> down.connection().equals(id)).reason();
  }

  Input.Replied awaitReply(long ticket) {
    return awaitFirst(Input.Replied.class, replied -> replied.ticket() == ticket);
  }

  long downs(ConnectionId id) {
    return all(Input.LinkDown.class).stream().filter(down -> down.connection().equals(id)).count();
  }
}
