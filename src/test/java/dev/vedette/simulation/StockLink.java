package dev.vedette.simulation;

import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of a stock sentinel to one other process. Times are 0 for never. */
final class StockLink {

  final Address address;
  final boolean needsHello;
  final Map<Long, Consumer<Reply>> pending = new HashMap<>();
  @Nullable Pipe commands;
  @Nullable Pipe hello;
  boolean commandsUp;
  boolean helloUp;
  long lastTriedAt;
  long commandsSince;
  long helloHeardAt;
  long unansweredSince;
  long lastPingAt;
  long lastPongAt;
  long lastAvailableAt;

  StockLink(Address address, boolean needsHello, long now) {
    this.address = address;
    this.needsHello = needsHello;
    unansweredSince = now;
    lastPongAt = now;
    lastAvailableAt = now;
  }

  boolean canSend() {
    return commandsUp;
  }

  boolean isComplete() {
    return commandsUp && (!needsHello || helloUp);
  }

  boolean owns(Pipe pipe) {
    return pipe == commands || pipe == hello;
  }

  void up(Pipe pipe, long now) {
    if (pipe.purpose == Purpose.COMMANDS) {
      commandsUp = true;
    } else {
      helloUp = true;
      helloHeardAt = now;
    }
  }

  void lost(Pipe pipe) {
    if (pipe == commands) {
      commands = null;
      commandsUp = false;
      pending.clear();
    } else if (pipe == hello) {
      hello = null;
      helloUp = false;
    }
  }

  /** For how long it has not answered as it should. */
  long silentFor(long now) {
    if (unansweredSince != 0) {
      return now - unansweredSince;
    }
    return isComplete() ? 0 : now - lastAvailableAt;
  }
}
