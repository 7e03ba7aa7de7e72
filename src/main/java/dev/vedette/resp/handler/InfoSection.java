package dev.vedette.resp.handler;

/** A section of {@code INFO}. */
public interface InfoSection {

  /** Its heading, such as {@code Sentinel}; asked for in any case. */
  String name();

  /** Writes its lines. Called on the asking client's own thread, so that it may wait. */
  void describe(InfoText text);
}
