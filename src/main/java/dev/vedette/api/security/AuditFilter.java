package dev.vedette.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells every sink of every request that changes something or wanted to. */
public final class AuditFilter extends OncePerRequestFilter {

  private static final String DETAIL = AuditFilter.class.getName() + ".detail";

  private final List<AuditSink> sinks;
  private final InstantSource clock;

  AuditFilter(List<AuditSink> sinks, InstantSource clock) {
    this.sinks = sinks;
    this.clock = clock;
  }

  /**
   * Says what the present request changes, for its audit record.
   *
   * @param detail without secrets
   */
  public static void detail(String detail) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(DETAIL, detail, RequestAttributes.SCOPE_REQUEST);
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (AccessRules.isSafe(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    // Asked for now: it is gone when the chain returns.
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    try {
      chain.doFilter(request, response);
    } finally {
      Object detail = request.getAttribute(DETAIL);
      AuditRecord change =
          new AuditRecord(
              clock.instant(),
              who == null ? "nobody" : who.getName(),
              request.getRemoteAddr(),
              request.getMethod(),
              request.getRequestURI(),
              response.getStatus(),
              detail == null ? "" : detail.toString());
      sinks.forEach(sink -> sink.accept(change));
    }
  }
}
