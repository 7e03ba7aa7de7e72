package dev.vedette.api.security;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role a request needs. The first rule that fits decides; what fits none needs {@link
 * Role#VIEWER} to look and {@link Role#ADMIN} to change.
 */
public final class AccessRules {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final List<Rule> RULES =
      List.of(
          rule("POST", "/api/v1/masters/{name}/failover", Role.OPERATOR),
          rule("POST", "/api/v1/masters/{name}/reset", Role.OPERATOR),
          rule("POST", "/api/v1/masters/reset", Role.OPERATOR),
          rule("POST", "/api/v1/masters/{name}/replicas/{replica}/adopt", Role.OPERATOR),
          rule("DELETE", "/api/v1/masters/{name}/replicas/{replica}", Role.OPERATOR),
          rule("POST", "/api/v1/config/flush", Role.OPERATOR),
          rule("DELETE", "/api/v1/pending-scripts/{id}", Role.OPERATOR),
          rule("POST", "/api/v1/notifications/reload", Role.ADMIN),
          rule("POST", "/api/v1/notifications/**", Role.OPERATOR),
          rule("DELETE", "/api/v1/notifications/**", Role.OPERATOR),
          rule("DELETE", "/actuator/pendingscripts/{id}", Role.OPERATOR),
          // These show or take what is inside the process, passwords in its memory included.
          rule(null, "/actuator/heapdump", Role.ADMIN),
          rule(null, "/actuator/threaddump", Role.ADMIN),
          rule(null, "/actuator/env/**", Role.ADMIN),
          rule(null, "/actuator/configprops/**", Role.ADMIN),
          rule(null, "/actuator/logfile", Role.ADMIN),
          rule(null, "/actuator/auditevents", Role.ADMIN));

  private record Rule(@Nullable String method, PathPattern path, Role role) {
    boolean fits(String wantedMethod, PathContainer wantedPath) {
      return (method == null || method.equals(wantedMethod)) && path.matches(wantedPath);
    }
  }

  private AccessRules() {}

  private static Rule rule(@Nullable String method, String path, Role role) {
    return new Rule(method, PathPatternParser.defaultInstance.parse(path), role);
  }

  /** Whether a request may only look. */
  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** Whether anybody may ask that: the health of the process, for probes. */
  public static boolean isOpen(String method, String path) {
    return isSafe(method)
        && (path.equals("/actuator/health") || path.startsWith("/actuator/health/"));
  }

  /** The least role for a request. */
  public static Role roleFor(String method, String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return RULES.stream()
        .filter(rule -> rule.fits(method, parsed))
        .map(Rule::role)
        .findFirst()
        .orElse(isSafe(method) ? Role.VIEWER : Role.ADMIN);
  }
}
