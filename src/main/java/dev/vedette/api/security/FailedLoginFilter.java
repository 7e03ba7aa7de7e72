package dev.vedette.api.security;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns log-ins from an address away, unseen, after too many failed ones. */
final class FailedLoginFilter extends OncePerRequestFilter {

  private final FailedLoginLimit limit;
  private final ProblemWriter problems;

  FailedLoginFilter(FailedLoginLimit limit, ProblemWriter problems) {
    this.limit = limit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long millis =
        request.getHeader(HttpHeaders.AUTHORIZATION) == null
            ? 0
            : limit.shutOutMillis(request.getRemoteAddr());
    if (millis == 0) {
      chain.doFilter(request, response);
      return;
    }
    problems.write(
        response,
        ProblemType.TOO_MANY_FAILED_LOGINS
            .because("Too many log-ins from " + request.getRemoteAddr() + " failed.")
            .hint("Correct the credentials, and try again later.")
            .header(HttpHeaders.RETRY_AFTER, Long.toString((millis + 999) / 1000)));
  }
}
