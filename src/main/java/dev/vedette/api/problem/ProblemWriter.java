package dev.vedette.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where Spring MVC is not in charge: filters and error pages. */
public final class ProblemWriter {

  private final JsonMapper json;

  /** A writer that renders like the rest of the API. */
  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with that problem, unless an answer is on its way already. */
  public void write(HttpServletResponse response, ProblemException problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(problem.type().status().value());
    problem
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(problem.body());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
