package dev.vedette.resp.codec;

/** How a client wants its replies; {@code HELLO} chooses. */
public enum ProtocolVersion {
  RESP2(2),
  RESP3(3);

  private final int number;

  ProtocolVersion(int number) {
    this.number = number;
  }

  /** 2 or 3. */
  public int number() {
    return number;
  }
}
