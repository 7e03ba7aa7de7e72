package dev.vedette.api.web;

import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports what Tomcat refuses before any of our code is asked, such as a path with forbidden
 * characters. Made by Tomcat by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

  private static final JsonMapper JSON = new JsonMapper();

  /** A valve that shows nothing of the server. */
  public ProblemReportValve() {
    setShowReport(false);
    setShowServerInfo(false);
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    ProblemException problem =
        ProblemAdvice.ofStatus(HttpStatusCode.valueOf(status), request.getRequestURI());
    if (status == 400) {
      problem.hint(
          "Percent-encode what is no letter, digit or one of . - _ ~ in the path and the query;"
              + " encoded slashes and control characters are not accepted.");
    }
    try {
      byte[] body = JSON.writeValueAsBytes(problem.body());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // The client is gone, or somebody else has begun to answer: nothing is left to say.
      container.getLogger().debug("no error report", e);
    }
  }
}
