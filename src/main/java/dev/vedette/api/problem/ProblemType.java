package dev.vedette.api.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * Every kind of problem the API reports. The URI of each is stable: clients may switch on it. The
 * list with remedies is in {@code docs/rest-api.md}.
 */
public enum ProblemType {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
  MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not the JSON that is expected"),
  UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "The body has a field that does not exist"),
  INVALID_FIELD(HttpStatus.BAD_REQUEST, "A field of the body has a value it cannot have"),
  UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, "There is no such query parameter"),
  INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter has a value it cannot have"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials are needed"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Your role does not allow this"),
  PROTECTED_MODE(HttpStatus.FORBIDDEN, "Without credentials only this machine is served"),
  CROSS_ORIGIN(HttpStatus.FORBIDDEN, "A page of another origin may not change anything"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path"),
  UNKNOWN_MASTER(HttpStatus.NOT_FOUND, "No such master"),
  UNKNOWN_REPLICA(HttpStatus.NOT_FOUND, "No such replica"),
  UNKNOWN_FAILOVER(HttpStatus.NOT_FOUND, "No such failover"),
  UNKNOWN_SCRIPT(HttpStatus.NOT_FOUND, "No such script"),
  UNKNOWN_DELIVERY(HttpStatus.NOT_FOUND, "No such delivery"),
  UNKNOWN_CHANNEL(HttpStatus.NOT_FOUND, "No such notification channel"),
  UNKNOWN_ROUTE(HttpStatus.NOT_FOUND, "No such notification route"),
  UNKNOWN_SILENCE(HttpStatus.NOT_FOUND, "No such silence"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This path does not take that method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer is not to be had in that media type"),
  DUPLICATE_MASTER(HttpStatus.CONFLICT, "A master of that name is watched already"),
  FAILOVER_IN_PROGRESS(HttpStatus.CONFLICT, "A failover of this master is in progress"),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has the wrong media type"),
  NO_GOOD_REPLICA(HttpStatus.UNPROCESSABLE_CONTENT, "No replica can be promoted"),
  UNRESOLVED_HOST(HttpStatus.UNPROCESSABLE_CONTENT, "The host cannot be resolved"),
  SCRIPTS_DENIED(HttpStatus.UNPROCESSABLE_CONTENT, "Scripts can be changed only in the file"),
  INVALID_CONFIGURATION(HttpStatus.UNPROCESSABLE_CONTENT, "A property has a wrong value"),
  NOT_SUPPORTED(HttpStatus.UNPROCESSABLE_CONTENT, "The servers do not support this"),
  TOO_MANY_FAILED_LOGINS(HttpStatus.TOO_MANY_REQUESTS, "Too many failed log-ins"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
  MASTER_DOWN(HttpStatus.SERVICE_UNAVAILABLE, "The master is down"),
  NOT_SAVED(HttpStatus.SERVICE_UNAVAILABLE, "The change could not be saved"),
  ENGINE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The engine cannot answer now"),
  HISTORY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The history cannot be read now"),
  QUEUE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The notification queue cannot be used now"),
  TOO_MANY_STREAMS(HttpStatus.SERVICE_UNAVAILABLE, "Too many streams are open");

  /** What the URIs begin with. */
  public static final String BASE = "https://vedette.dev/problems/";

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The last part of its URI, such as {@code unknown-master}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its stable name. */
  public URI uri() {
    return URI.create(BASE + slug());
  }

  /** The status it is answered with. */
  public HttpStatus status() {
    return status;
  }

  /** One line that is the same for every problem of this type. */
  public String title() {
    return title;
  }

  /** A problem of this type, with what is wrong this time. */
  public ProblemException because(String detail) {
    return new ProblemException(this, detail);
  }
}
