package dev.vedette.resp.handler;

/** A section of {@code INFO}. */
public interface InfoSection {

  /** Its heading, such as {@code Sentinel}; asked for in any case. */
  String name();

  /** Writes its lines. Called on a thread of its own, so that it may wait. */
  void describe(InfoText text);
}
