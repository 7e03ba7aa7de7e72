package dev.vedette.api.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the HTTP side. Without any user and token it is in protected mode: it serves this
 * machine only, and everything is allowed there.
 *
 * @param users by name
 * @param tokens by name
 * @param clientCertificates whether a TLS client certificate is accepted in place of a password:
 *     its common name is the name of a user; needs {@code server.ssl.client-auth}
 * @param cors pages of other origins that may use the API from a browser
 * @param failedLogins how many failed log-ins are borne
 */
@ConfigurationProperties(prefix = "vedette.security", ignoreUnknownFields = false)
public record SecuritySettings(
    @DefaultValue Map<String, User> users,
    @DefaultValue Map<String, Token> tokens,
    @DefaultValue("false") boolean clientCertificates,
    @DefaultValue Cors cors,
    @DefaultValue FailedLogins failedLogins) {

  public SecuritySettings {
    users = Map.copyOf(users);
    tokens = Map.copyOf(tokens);
    users.forEach(SecuritySettings::check);
    tokens.forEach(SecuritySettings::check);
  }

  /** Whether anybody can log in. */
  public boolean hasCredentials() {
    return !users.isEmpty() || !tokens.isEmpty();
  }

  /**
   * Somebody who logs in by name.
   *
   * @param password bcrypt hash, with or without {@code {bcrypt}} before it; null for somebody who
   *     comes with a client certificate only
   * @param roles what they may do
   */
  public record User(@Nullable String password, @DefaultValue Set<Role> roles) {
    public User {
      roles = Set.copyOf(roles);
    }

    /** Without the hash. */
    @Override
    public String toString() {
      return "User[roles=" + roles + "]";
    }
  }

  /**
   * A program that comes with a token.
   *
   * @param hash SHA-256 of the token in hex
   * @param roles what it may do
   */
  public record Token(String hash, @DefaultValue Set<Role> roles) {
    public Token {
      roles = Set.copyOf(roles);
    }

    /** Without the hash. */
    @Override
    public String toString() {
      return "Token[roles=" + roles + "]";
    }
  }

  /**
   * Pages of other origins.
   *
   * @param allowedOrigins such as {@code https://ops.example.com}; none by default
   */
  public record Cors(@DefaultValue List<String> allowedOrigins) {
    public Cors {
      allowedOrigins = List.copyOf(allowedOrigins);
      for (String origin : allowedOrigins) {
        if (!origin.matches("https?://[^/*]+")) {
          throw new IllegalArgumentException(
              "vedette.security.cors.allowed-origins: '"
                  + origin
                  + "' must be an origin such as https://ops.example.com, without path and *");
        }
      }
    }
  }

  /**
   * How many failed log-ins are borne.
   *
   * @param limit from one address within the window, before it is shut out
   * @param windowMillis how long a failure counts, and how long the address is shut out
   */
  public record FailedLogins(
      @DefaultValue("10") int limit, @DefaultValue("60000") long windowMillis) {
    public FailedLogins {
      if (limit < 1 || windowMillis < 1000) {
        throw new IllegalArgumentException(
            "vedette.security.failed-logins: limit must be 1 or more, window-millis 1000 or more");
      }
    }
  }

  private static void check(String name, User user) {
    String at = "vedette.security.users." + name;
    String password = user.password();
    if (password != null && !plainBcrypt(password).matches("\\$2[aby]\\$[0-9]{2}\\$.{53}")) {
      throw new IllegalArgumentException(
          at
              + ".password must be a bcrypt hash, not the password itself; make one with:"
              + " htpasswd -nbBC 10 '' PASSWORD | tr -d ':\\n'");
    }
    requireRoles(at, user.roles());
  }

  private static void check(String name, Token token) {
    String at = "vedette.security.tokens." + name;
    if (!token.hash().matches("[0-9A-Fa-f]{64}")) {
      throw new IllegalArgumentException(
          at
              + ".hash must be the SHA-256 of the token in 64 hex digits; make it with: printf %s"
              + " \"$TOKEN\" | sha256sum");
    }
    requireRoles(at, token.roles());
  }

  private static void requireRoles(String at, Set<Role> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          at + ".roles must name at least one of viewer, operator, admin");
    }
  }

  /** The hash without the name of its algorithm. */
  static String plainBcrypt(String password) {
    return password.startsWith("{bcrypt}") ? password.substring("{bcrypt}".length()) : password;
  }
}
