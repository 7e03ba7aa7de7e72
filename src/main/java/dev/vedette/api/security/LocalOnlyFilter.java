package dev.vedette.api.security;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Protected mode: without credentials, requests of this machine may do everything, and no others
 * anything. The {@code Host} header must name this machine, too, or a web page could reach us
 * through a name that it lets resolve to 127.0.0.1.
 */
final class LocalOnlyFilter extends OncePerRequestFilter {

  private static final String HINT =
      "Configure vedette.security.users or vedette.security.tokens to serve others.";

  private final ProblemWriter problems;

  LocalOnlyFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isLoopback(request.getRemoteAddr()) && isLocalName(request.getServerName())) {
      logInLocally();
    } else if (!AccessRules.isOpen(request.getMethod(), request.getRequestURI())) {
      problems.write(
          response,
          ProblemType.PROTECTED_MODE
              .because("No credentials are configured, so only this machine is served.")
              .hint(HINT));
      return;
    }
    chain.doFilter(request, response);
  }

  /** Not as anonymous: to those, health does not tell its details. */
  private static void logInLocally() {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(
            "local", "", List.of(new SimpleGrantedAuthority(Role.ADMIN.authority()))));
    SecurityContextHolder.setContext(context);
  }

  private static boolean isLocalName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost") || isLoopback(name);
  }

  private static boolean isLoopback(String address) {
    try {
      String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
      return InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
