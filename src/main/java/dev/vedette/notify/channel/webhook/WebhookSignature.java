package dev.vedette.notify.channel.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Standard Webhooks 1.0 says: HMAC-SHA256 over {@code id.timestamp.body}, one
 * signature for every key, so that a receiver can change to a new key while the old one is still
 * sent.
 */
final class WebhookSignature {

  private static final String PREFIX = "whsec_";
  private static final int MIN_KEY_BYTES = 24;
  private static final int MAX_KEY_BYTES = 64;

  private final List<SecretKeySpec> keys;

  /**
   * With these keys, the newest first.
   *
   * @param secrets {@code whsec_} and 24 to 64 bytes in Base64
   * @throws IllegalArgumentException when one has another form; the message does not show it
   */
  WebhookSignature(List<String> secrets) {
    this.keys = secrets.stream().map(WebhookSignature::key).toList();
  }

  private static SecretKeySpec key(String secret) {
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not 'whsec_' followed by Base64", e);
    }
    if (bytes.length < MIN_KEY_BYTES || bytes.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "must have 24 to 64 bytes, not "
              + bytes.length
              + "; make one with: echo whsec_$(openssl rand -base64 32)");
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** Whether there is a key at all. */
  boolean isOn() {
    return !keys.isEmpty();
  }

  /** The value of the header {@code webhook-signature}. */
  String sign(String id, long timestampSeconds, String body) {
    byte[] content = (id + "." + timestampSeconds + "." + body).getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> "v1," + mac(key, content)).collect(Collectors.joining(" "));
  }

  private static String mac(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
