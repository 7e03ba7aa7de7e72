package dev.vedette.resp.handler;

/** Takes the hello messages that peers publish at our port. */
@FunctionalInterface
public interface HelloListener {

  /** A hello, not looked at yet. Must not wait: other clients would wait, too. */
  void onHello(String payload);
}
