package dev.vedette.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs a request with {@code Authorization: Bearer …} in. */
final class BearerTokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final AuthenticationManager authentication;
  private final AuthenticationEntryPoint refusal;

  BearerTokenFilter(AuthenticationManager authentication, AuthenticationEntryPoint refusal) {
    this.authentication = authentication;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      chain.doFilter(request, response);
      return;
    }
    try {
      BearerToken claimed = BearerToken.claimed(header.substring(SCHEME.length()).strip());
      claimed.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
      Authentication recognised = authentication.authenticate(claimed);
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(recognised);
      SecurityContextHolder.setContext(context);
    } catch (AuthenticationException e) {
      refusal.commence(request, response, e);
      return;
    }
    chain.doFilter(request, response);
  }
}
