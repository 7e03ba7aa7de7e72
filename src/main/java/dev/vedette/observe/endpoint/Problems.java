package dev.vedette.observe.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeTypeUtils;

/**
 * What cannot be answered, as a problem detail (RFC 9457) of the types that the REST API uses; they
 * are listed in {@code docs/rest-api.md}.
 */
final class Problems {

  private static final String TYPES = "https://vedette.dev/problems/";

  private Problems() {}

  static WebEndpointResponse<Object> unknownMaster(String name, List<String> known) {
    Map<String, Object> body =
        body("unknown-master", "No such master", 404, "No master is called '" + name + "'.");
    body.put("hint", "Use one of the known names.");
    body.put("known", known);
    return answer(body, 404);
  }

  static WebEndpointResponse<Object> unknownScript(long id) {
    Map<String, Object> body =
        body(
            "unknown-script", "No such script", 404, "No script has the id " + id + " (any more).");
    body.put("hint", "GET /actuator/pendingscripts lists those that run or wait.");
    return answer(body, 404);
  }

  static WebEndpointResponse<Object> engineUnavailable() {
    Map<String, Object> body =
        body(
            "engine-unavailable",
            "The engine cannot answer now",
            503,
            "The engine did not answer within a second.");
    body.put("hint", "Ask again; /actuator/health tells how the engine is.");
    return answer(body, 503);
  }

  private static Map<String, Object> body(String type, String title, int status, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPES + type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    return body;
  }

  private static WebEndpointResponse<Object> answer(Map<String, Object> body, int status) {
    return new WebEndpointResponse<>(
        body, status, MimeTypeUtils.parseMimeType("application/problem+json"));
  }
}
