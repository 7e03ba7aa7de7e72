package dev.vedette.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.problem.ProblemWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

class LocalOnlyFilterTest {

  private final LocalOnlyFilter filter = new LocalOnlyFilter(new ProblemWriter(new JsonMapper()));
  private final AtomicReference<@Nullable Authentication> passed = new AtomicReference<>();

  @AfterEach
  void forget() {
    SecurityContextHolder.clearContext();
  }

  private MockHttpServletResponse ask(String path, String address, String host) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(address);
    request.setServerName(host);
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(
        request,
        response,
        (_, _) -> passed.set(SecurityContextHolder.getContext().getAuthentication()));
    return response;
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost",
    "127.0.0.1, 127.0.0.1",
    "127.8.9.1, LOCALHOST",
    "0:0:0:0:0:0:0:1, [::1]"
  })
  void this_machine_may_do_everything(String address, String host) throws Exception {
    ask("/api/v1/masters", address, host);

    Authentication who = passed.get();
    assertThat(who != null && Granted.role(who, Role.ADMIN)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.9,  localhost",
    "10.0.0.9,  10.0.0.1",
    "127.0.0.1, evil.example",
    "127.0.0.1, localhost.evil.example",
    "127.0.0.1, 127.0.0.1.evil.example",
    "127.0.0.1, 10.0.0.1"
  })
  void others_and_other_names_are_refused(String address, String host) throws Exception {
    MockHttpServletResponse response = ask("/api/v1/masters", address, host);

    assertThat(passed.get()).isNull();
    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(response.getContentAsString()).contains("protected-mode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness"})
  void health_is_open_without_any_rights(String path) throws Exception {
    assertThat(ask(path, "10.0.0.9", "vedette").getStatus()).isEqualTo(200);
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
  }
}
