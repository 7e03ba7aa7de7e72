package dev.vedette.api.security;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that a page of another origin makes a browser send. There are no sessions and no
 * cookies, so there is no CSRF token either; but a browser sends remembered Basic credentials by
 * itself, and in protected mode none are needed. Browsers tell where a request comes from, and
 * programs that are no browsers do not send these headers.
 */
final class CrossOriginGuard extends OncePerRequestFilter {

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final ProblemWriter problems;
  private final List<String> allowedOrigins;

  CrossOriginGuard(ProblemWriter problems, List<String> allowedOrigins) {
    this.problems = problems;
    this.allowedOrigins = allowedOrigins;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (AccessRules.isSafe(request.getMethod()) || isOwn(request)) {
      chain.doFilter(request, response);
      return;
    }
    problems.write(
        response,
        ProblemType.CROSS_ORIGIN
            .because("The request comes from a page of another origin. Nothing was changed.")
            .hint("Add the origin to vedette.security.cors.allowed-origins if it is meant to."));
  }

  private boolean isOwn(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && allowedOrigins.contains(origin)) {
      return true;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OWN_SITES.contains(site);
    }
    String host = request.getHeader(HttpHeaders.HOST);
    return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
  }
}
