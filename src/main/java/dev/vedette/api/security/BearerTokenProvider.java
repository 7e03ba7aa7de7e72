package dev.vedette.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/** Recognises tokens by their SHA-256; a token is random, so it needs no slow hash. */
final class BearerTokenProvider implements AuthenticationProvider {

  @SuppressWarnings("ArrayRecordComponent") // never compared, only its parts are
  private record Known(String name, byte[] hash, SecuritySettings.Token token) {}

  private final List<Known> tokens;

  BearerTokenProvider(Map<String, SecuritySettings.Token> tokens) {
    this.tokens =
        tokens.entrySet().stream()
            .map(entry ->
                new Known(
                    entry.getKey(),
                    HexFormat.of().parseHex(entry.getValue().hash()),
                    entry.getValue()))
            .toList();
  }

  @Override
  public Authentication authenticate(Authentication claimed) {
    byte[] hash = sha256(String.valueOf(claimed.getCredentials()));
    Known found = null;
    // All are compared, in constant time each, so that time tells nothing.
    for (Known known : tokens) {
      if (MessageDigest.isEqual(known.hash(), hash)) {
        found = known;
      }
    }
    if (found == null) {
      throw new BadCredentialsException("unknown token");
    }
    return BearerToken.recognised(found.name(), found.token().roles());
  }

  @Override
  public boolean supports(Class<?> type) {
    return BearerToken.class.isAssignableFrom(type);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
