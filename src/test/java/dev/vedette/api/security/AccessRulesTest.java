package dev.vedette.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

  @ParameterizedTest
  @CsvSource({
    "GET,     /api/v1/masters,                 VIEWER",
    "OPTIONS, /api/v1/masters/m/nodes/a:1/primary, VIEWER",
    "POST,    /api/v1/masters/m/failover,      OPERATOR",
    "POST,    /api/v1/masters/reset,           OPERATOR",
    "POST,    /api/v1/masters,                 ADMIN",
    "DELETE,  /api/v1/masters/failover,        ADMIN",
    "DELETE,  /actuator/pendingscripts/7,      OPERATOR",
    "GET,     /actuator/env/secret,            ADMIN",
    "GET,     /actuator/heapdump,              ADMIN",
    "GET,     /actuator/prometheus,            VIEWER",
    "POST,    /actuator/loggers/x,             ADMIN",
    "POST,    /whatever/comes/next,            ADMIN"
  })
  void each_request_needs_its_role(String method, String path, Role role) {
    assertThat(AccessRules.roleFor(method, path)).isEqualTo(role);
  }

  @Test
  void nothing_but_looking_at_health_is_open() {
    assertThat(AccessRules.isOpen("GET", "/actuator/health")).isTrue();
    assertThat(AccessRules.isOpen("GET", "/actuator/health/readiness")).isTrue();
    assertThat(AccessRules.isOpen("POST", "/actuator/health")).isFalse();
    assertThat(AccessRules.isOpen("GET", "/actuator/healthy")).isFalse();
    assertThat(AccessRules.isOpen("GET", "/actuator")).isFalse();
  }
}
