package dev.vedette.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.api.security.SecuritySettings.Cors;
import dev.vedette.api.security.SecuritySettings.FailedLogins;
import dev.vedette.api.security.SecuritySettings.Token;
import dev.vedette.api.security.SecuritySettings.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecuritySettingsTest {

  private static final String BCRYPT =
      "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

  private static SecuritySettings of(Map<String, User> users, Map<String, Token> tokens) {
    return new SecuritySettings(
        users, tokens, false, new Cors(List.of()), new FailedLogins(10, 60_000));
  }

  @Test
  void nothing_configured_means_no_credentials() {
    assertThat(of(Map.of(), Map.of()).hasCredentials()).isFalse();
    assertThat(of(Map.of("a", new User(BCRYPT, Set.of(Role.VIEWER))), Map.of()).hasCredentials())
        .isTrue();
  }

  @Test
  void a_password_in_the_clear_is_refused_with_the_way_to_hash_it_and_not_repeated() {
    assertThatThrownBy(() -> of(Map.of("anna", new User("hunter2", Set.of(Role.ADMIN))), Map.of()))
        .hasMessageContaining("vedette.security.users.anna.password")
        .hasMessageContaining("htpasswd")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_hash_that_is_no_sha256_is_refused() {
    assertThatThrownBy(() -> of(Map.of(), Map.of("bot", new Token("abc", Set.of(Role.ADMIN)))))
        .hasMessageContaining("vedette.security.tokens.bot.hash")
        .hasMessageContaining("sha256sum");
  }

  @Test
  void somebody_without_a_role_is_refused() {
    assertThatThrownBy(() -> of(Map.of("anna", new User(BCRYPT, Set.of())), Map.of()))
        .hasMessageContaining("vedette.security.users.anna.roles");
  }

  @Test
  void hashes_are_not_shown() {
    assertThat(of(Map.of("a", new User(BCRYPT, Set.of(Role.VIEWER))), Map.of()).toString())
        .doesNotContain(BCRYPT);
  }

  @Test
  void any_origin_is_no_origin() {
    assertThatThrownBy(() -> new Cors(List.of("*"))).hasMessageContaining("must be an origin");
  }
}
