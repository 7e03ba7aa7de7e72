package dev.vedette.api.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Bcrypt, but a password that was right once is recognised at once: a load balancer asks every
 * second, and bcrypt is slow on purpose. Remembered is only a keyed digest, whose key never leaves
 * this process. Thread-safe.
 */
public final class RememberingPasswordEncoder implements PasswordEncoder {

  private static final int REMEMBERED = 1_000;

  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final SecretKeySpec key;
  private final Map<String, Boolean> right =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** An encoder that remembers nothing yet. */
  public RememberingPasswordEncoder() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return bcrypt.encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    if (password == null || hash == null || hash.isEmpty()) {
      return false;
    }
    String digest = digest(password, hash);
    synchronized (right) {
      if (right.containsKey(digest)) {
        return true;
      }
    }
    boolean matches = bcrypt.matches(password, hash);
    if (matches) {
      synchronized (right) {
        right.put(digest, true);
      }
    }
    return matches;
  }

  private String digest(CharSequence password, String hash) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of()
          .formatHex(mac.doFinal(password.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
