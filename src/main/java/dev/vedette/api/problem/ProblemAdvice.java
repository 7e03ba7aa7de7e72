package dev.vedette.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

/** Answers every exception with a problem detail. No message repeats a rejected secret. */
@RestControllerAdvice
public final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** A problem that was thrown as such. */
  @ExceptionHandler(ProblemException.class)
  public ResponseEntity<ProblemDetail> problem(ProblemException problem) {
    return answer(problem);
  }

  /** A body that is no JSON, or not of the right shape. */
  @ExceptionHandler(HttpMessageNotReadableException.class)
  public ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException exception) {
    return answer(JsonProblems.of(exception));
  }

  /** Fields of a body that break their constraints. */
  @ExceptionHandler(MethodArgumentNotValidException.class)
  public ResponseEntity<ProblemDetail> invalidBody(MethodArgumentNotValidException exception) {
    List<FieldProblem> problems = new ArrayList<>();
    exception
        .getBindingResult()
        .getFieldErrors()
        .forEach(error ->
            problems.add(
                new FieldProblem(error.getField(), String.valueOf(error.getDefaultMessage()))));
    return answer(invalidFields(problems));
  }

  /** Parameters that break their constraints. */
  @ExceptionHandler(HandlerMethodValidationException.class)
  public ResponseEntity<ProblemDetail> invalidParameter(
      HandlerMethodValidationException exception) {
    var results = exception.getParameterValidationResults();
    if (results.isEmpty()) {
      return answer(ProblemType.INVALID_PARAMETER.because("A parameter has a bad value."));
    }
    var first = results.getFirst();
    String name = String.valueOf(first.getMethodParameter().getParameterName());
    String message = String.valueOf(first.getResolvableErrors().getFirst().getDefaultMessage());
    return answer(invalidParameter(name, message));
  }

  /** Constraints checked by code. */
  @ExceptionHandler(ConstraintViolationException.class)
  public ResponseEntity<ProblemDetail> violated(ConstraintViolationException exception) {
    return answer(
        invalidFields(
            exception.getConstraintViolations().stream()
                .map(v -> new FieldProblem(v.getPropertyPath().toString(), v.getMessage()))
                .toList()));
  }

  /** A parameter that is no number, no moment, and so on. */
  @ExceptionHandler(MethodArgumentTypeMismatchException.class)
  public ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException exception) {
    return answer(invalidParameter(exception.getName(), mustBe(exception.getRequiredType())));
  }

  /** A parameter that is missing. */
  @ExceptionHandler(MissingServletRequestParameterException.class)
  public ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException exception) {
    return answer(invalidParameter(exception.getParameterName(), "must be given"));
  }

  /** A method that the path does not take. */
  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  public ResponseEntity<ProblemDetail> method(HttpRequestMethodNotSupportedException exception) {
    String[] supported = exception.getSupportedMethods();
    String allowed = supported == null ? "" : String.join(", ", supported);
    return answer(
        ProblemType.METHOD_NOT_ALLOWED
            .because("This path does not take " + exception.getMethod() + ".")
            .hint("It takes " + allowed + ".")
            .header(HttpHeaders.ALLOW, allowed));
  }

  /** A body in another format than JSON. */
  @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
  public ResponseEntity<ProblemDetail> mediaType(HttpMediaTypeNotSupportedException exception) {
    MediaType sent = exception.getContentType();
    return answer(
        ProblemType.UNSUPPORTED_MEDIA_TYPE
            .because(sent == null ? "The body has no media type." : "The body is " + sent + ".")
            .hint("Send JSON with 'Content-Type: application/json'.")
            .header(HttpHeaders.ACCEPT, MediaType.toString(exception.getSupportedMediaTypes())));
  }

  /** A client that wants another format than there is. */
  @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
  public ResponseEntity<ProblemDetail> notAcceptable(
      HttpMediaTypeNotAcceptableException exception) {
    return answer(
        ProblemType.NOT_ACCEPTABLE
            .because("The answer is not available in the media type that is asked for.")
            .hint("Available: " + MediaType.toString(exception.getSupportedMediaTypes()) + "."));
  }

  /** Security's own exceptions go on to its filters, which answer them. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  public ResponseEntity<ProblemDetail> security(RuntimeException exception) {
    throw exception;
  }

  /** The client is gone: there is nobody to answer. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  public void clientIsGone(AsyncRequestNotUsableException exception) {
    LOG.debug("A client went away: {}", exception.getMessage());
  }

  /** Forms with files, which nothing here takes. */
  @ExceptionHandler(MultipartException.class)
  public ResponseEntity<ProblemDetail> multipart(MultipartException exception) {
    return answer(
        ProblemType.UNSUPPORTED_MEDIA_TYPE
            .because("The body is a form.")
            .hint("Send JSON with 'Content-Type: application/json'."));
  }

  /** Whatever is left. */
  @ExceptionHandler(Exception.class)
  public ResponseEntity<ProblemDetail> anythingElse(
      Exception exception, HttpServletRequest request) {
    if (exception instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return answer(ofStatus(known.getStatusCode(), request.getRequestURI()));
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
    return answer(
        ProblemType.INTERNAL_ERROR
            .because("The request failed for a reason that is not yours.")
            .hint("The log of Vedette tells more."));
  }

  /** The problem that a bare status means. */
  public static ProblemException ofStatus(HttpStatusCode code, @Nullable String path) {
    HttpStatus status = HttpStatus.resolve(code.value());
    return switch (status) {
      case NOT_FOUND ->
          ProblemType.NOT_FOUND
              .because("There is nothing at " + path + ".")
              .hint("All paths are listed at /swagger-ui.html.");
      case UNAUTHORIZED -> ProblemType.UNAUTHENTICATED.because("This needs credentials.");
      case FORBIDDEN -> ProblemType.FORBIDDEN.because("This is not allowed.");
      case CONTENT_TOO_LARGE -> ProblemType.BODY_TOO_LARGE.because("The body is too large.");
      case METHOD_NOT_ALLOWED ->
          ProblemType.METHOD_NOT_ALLOWED.because("This path does not take that method.");
      case NOT_ACCEPTABLE -> ProblemType.NOT_ACCEPTABLE.because("No such media type is available.");
      case UNSUPPORTED_MEDIA_TYPE ->
          ProblemType.UNSUPPORTED_MEDIA_TYPE.because("The body has the wrong media type.");
      case null, default ->
          code.is4xxClientError()
              ? ProblemType.BAD_REQUEST.because("The request cannot be understood.")
              : ProblemType.INTERNAL_ERROR.because(
                  "The request failed for a reason that is not yours.");
    };
  }

  /** One or more fields with bad values. */
  public static ProblemException invalidFields(List<FieldProblem> problems) {
    if (problems.isEmpty()) {
      return ProblemType.INVALID_FIELD.because("The body has a bad value.");
    }
    FieldProblem first = problems.getFirst();
    return ProblemType.INVALID_FIELD
        .because("'" + first.field() + "' " + first.message() + ".")
        .field(first.field())
        .hint("Nothing was changed. Correct the fields listed in errors.")
        .with("errors", List.copyOf(problems));
  }

  /** A field that does not exist, with those that do. */
  public static ProblemException unknownField(String field, List<String> known) {
    return JsonProblems.unknownField(field, known);
  }

  /** A parameter with a bad value. */
  public static ProblemException invalidParameter(String name, String message) {
    return ProblemType.INVALID_PARAMETER
        .because("'" + name + "' " + message + ".")
        .field(name)
        .hint("The parameters of this operation are listed at /swagger-ui.html.");
  }

  private static String mustBe(@Nullable Class<?> type) {
    if (type == null) {
      return "must have another type";
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "must be a whole number";
      case "boolean", "Boolean" -> "must be true or false";
      case "Instant" -> "must be a moment such as 2025-01-31T12:00:00Z";
      default -> "must be another kind of value";
    };
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemException problem) {
    return ResponseEntity.status(problem.type().status())
        .headers(problem.headers())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.body());
  }
}
