package dev.vedette.api.security;

import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** What Spring Security refuses, as problem details. */
final class SecurityProblems
    implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

  private final ProblemWriter problems;

  SecurityProblems(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    ProblemException problem =
        ProblemType.UNAUTHENTICATED
            .because(tried ? "These credentials are not valid." : "This needs credentials.")
            .hint("Send a name and password (HTTP Basic) or a token (Bearer).")
            .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Vedette\", charset=\"UTF-8\"")
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Vedette\"");
    problems.write(response, problem);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    Role needed = AccessRules.roleFor(request.getMethod(), request.getRequestURI());
    problems.write(
        response,
        ProblemType.FORBIDDEN
            .because(
                "This needs the role %s, which %s does not have."
                    .formatted(needed.word(), who == null ? "nobody" : who.getName()))
            .hint("Ask whoever configures vedette.security. Nothing was changed."));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException reason)
      throws IOException {
    problems.write(
        response,
        ProblemType.BAD_REQUEST
            .because("The path, a header or the method has characters that are not accepted.")
            .hint(
                "No path here needs encoded slashes, backslashes, dots, percents or semicolons."));
  }
}
