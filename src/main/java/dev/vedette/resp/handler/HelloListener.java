package dev.vedette.resp.handler;

/** Takes the hello messages that peers publish at our port. */
@FunctionalInterface
public interface HelloListener {

  /** A hello, not looked at yet. Must not wait for long: the peer waits for its reply. */
  void onHello(String payload);
}
