package dev.vedette.resp.pubsub;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespEncoder;
import dev.vedette.resp.codec.RespValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A message on its way to the subscribers of one channel or one pattern: encoded at most once for
 * each protocol version.
 */
public final class PublishedMessage {
  private final List<RespValue> parts;
  private final Map<ProtocolVersion, byte[]> encoded = new ConcurrentHashMap<>();

  private PublishedMessage(List<RespValue> parts) {
    this.parts = parts;
  }

  static PublishedMessage onChannel(String channel, byte[] payload) {
    return new PublishedMessage(
        List.of(
            RespValue.bulk("message"),
            RespValue.bulk(ByteText.bytes(channel)),
            RespValue.bulk(payload)));
  }

  static PublishedMessage onPattern(String pattern, String channel, byte[] payload) {
    return new PublishedMessage(
        List.of(
            RespValue.bulk("pmessage"),
            RespValue.bulk(ByteText.bytes(pattern)),
            RespValue.bulk(ByteText.bytes(channel)),
            RespValue.bulk(payload)));
  }

  /** The bytes to send, for any thread; the array must not be changed. */
  public byte[] encoded(ProtocolVersion version) {
    return encoded.computeIfAbsent(version, v -> RespEncoder.encode(new RespValue.Push(parts), v));
  }
}
