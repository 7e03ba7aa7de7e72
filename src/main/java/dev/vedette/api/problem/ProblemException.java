package dev.vedette.api.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/**
 * A problem on its way to the client. It is the answer to a mistake or a state, not a fault of the
 * program, so it has no stack trace.
 */
public final class ProblemException extends RuntimeException {

  private final ProblemType type;
  private final transient ProblemDetail body;
  private final transient HttpHeaders headers = new HttpHeaders();

  ProblemException(ProblemType type, String detail) {
    super(detail, null, false, false);
    this.type = type;
    this.body = ProblemDetail.forStatusAndDetail(type.status(), detail);
    body.setType(type.uri());
    body.setTitle(type.title());
  }

  /** Names the field or parameter at fault. */
  public ProblemException field(String field) {
    return with("field", field);
  }

  /** Says what to do about it. */
  public ProblemException hint(String hint) {
    return with("hint", hint);
  }

  /** Names what would have been right. */
  public ProblemException known(List<String> known) {
    return with("known", known);
  }

  /** Adds a property of its own. */
  public ProblemException with(String property, @Nullable Object value) {
    body.setProperty(property, value);
    return this;
  }

  /** Adds a header to the answer. */
  public ProblemException header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  /** The kind of problem. */
  public ProblemType type() {
    return type;
  }

  /** What is sent. */
  public ProblemDetail body() {
    return body;
  }

  /** Headers of the answer. */
  public HttpHeaders headers() {
    return headers;
  }
}
