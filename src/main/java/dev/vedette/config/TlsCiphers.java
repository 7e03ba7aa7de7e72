package dev.vedette.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Translates OpenSSL's names of cipher suites, which {@code tls-ciphers} and {@code
 * tls-ciphersuites} use, into those of Java.
 */
final class TlsCiphers {

  private static final Map<String, String> ENCRYPTIONS =
      Map.of(
          "AES128-GCM-SHA256", "AES_128_GCM_SHA256",
          "AES256-GCM-SHA384", "AES_256_GCM_SHA384",
          "CHACHA20-POLY1305", "CHACHA20_POLY1305_SHA256",
          "AES128-SHA256", "AES_128_CBC_SHA256",
          "AES256-SHA384", "AES_256_CBC_SHA384",
          "AES128-SHA", "AES_128_CBC_SHA",
          "AES256-SHA", "AES_256_CBC_SHA");

  private static final Map<String, String> KEY_EXCHANGES =
      Map.of(
          "ECDHE-RSA-", "TLS_ECDHE_RSA_WITH_",
          "ECDHE-ECDSA-", "TLS_ECDHE_ECDSA_WITH_",
          "DHE-RSA-", "TLS_DHE_RSA_WITH_");

  private TlsCiphers() {}

  /**
   * The suites of a list that colons, commas or blanks separate, in its order. Words that name a
   * class of suites, such as {@code DEFAULT} or {@code !MEDIUM}, have no equal in Java and are left
   * out.
   */
  static List<String> suites(String list) {
    var suites = new ArrayList<String>();
    for (var name : list.strip().split("[:, ]+", -1)) {
      var suite = suite(name.toUpperCase(Locale.ROOT));
      if (suite != null) {
        suites.add(suite);
      }
    }
    return suites;
  }

  private static @Nullable String suite(String name) {
    if (name.startsWith("TLS_")) {
      return name;
    }
    for (var exchange : KEY_EXCHANGES.entrySet()) {
      if (name.startsWith(exchange.getKey())) {
        var encryption = ENCRYPTIONS.get(name.substring(exchange.getKey().length()));
        return encryption == null ? null : exchange.getValue() + encryption;
      }
    }
    return null;
  }
}
