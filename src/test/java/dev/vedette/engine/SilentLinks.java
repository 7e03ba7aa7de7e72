package dev.vedette.engine;

import dev.vedette.sentinel.message.Effect;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Links that only write down what they are asked to do. */
final class SilentLinks implements Links {

  private final List<Effect> asked = new CopyOnWriteArrayList<>();

  @Override
  public void connect(Effect.Connect connect) {
    asked.add(connect);
  }

  @Override
  public void disconnect(Effect.Disconnect disconnect) {
    asked.add(disconnect);
  }

  @Override
  public void send(Effect.Send send) {
    asked.add(send);
  }

  @Override
  public void resolve(Effect.Resolve resolve) {
    asked.add(resolve);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  List<Effect> asked() {
    return asked;
  }
}
