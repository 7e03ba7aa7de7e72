package dev.vedette.api.security;

import java.util.Collection;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A token of a request: claimed with its text, or recognised with its name and roles. */
final class BearerToken extends AbstractAuthenticationToken {

  private final String principal;
  private final transient String text;

  private BearerToken(
      String principal, String text, Collection<? extends GrantedAuthority> authorities) {
    super(authorities);
    this.principal = principal;
    this.text = text;
  }

  /** As it came, not recognised yet. */
  static BearerToken claimed(String text) {
    return new BearerToken("", text, List.of());
  }

  /** Recognised as the token of that name. */
  static BearerToken recognised(String name, Collection<Role> roles) {
    BearerToken token =
        new BearerToken(
            "token:" + name,
            "",
            roles.stream().map(role -> new SimpleGrantedAuthority(role.authority())).toList());
    token.setAuthenticated(true);
    return token;
  }

  @Override
  public String getCredentials() {
    return text;
  }

  @Override
  public String getPrincipal() {
    return principal;
  }
}
