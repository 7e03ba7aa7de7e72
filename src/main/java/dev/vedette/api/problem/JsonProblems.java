package dev.vedette.api.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body, naming the field or the place. */
final class JsonProblems {

  private JsonProblems() {}

  static ProblemException of(HttpMessageNotReadableException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      ProblemException problem = of(cause);
      if (problem != null) {
        return problem;
      }
    }
    return ProblemType.MALFORMED_JSON
        .because("The body is missing.")
        .hint("Send a JSON object with 'Content-Type: application/json'.");
  }

  private static @Nullable ProblemException of(Throwable cause) {
    return switch (cause) {
      case BodyTooLargeException large -> large.problem();
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidFormatException bad -> mismatch(bad);
      case MismatchedInputException bad -> mismatch(bad);
      case StreamReadException broken ->
          ProblemType.MALFORMED_JSON
              .because("The body is no JSON: " + where(broken) + ".")
              .hint("Check quotes, commas and braces there.");
      default -> null;
    };
  }

  private static ProblemException unknownField(UnrecognizedPropertyException unknown) {
    Collection<Object> ids = unknown.getKnownPropertyIds();
    List<String> known =
        ids == null ? List.of() : ids.stream().map(String::valueOf).sorted().toList();
    return unknownField(path(unknown), known);
  }

  /** A field that does not exist, with those that do. */
  static ProblemException unknownField(String field, List<String> known) {
    return ProblemType.UNKNOWN_FIELD
        .because("There is no field '" + field + "'.")
        .field(field)
        .hint("Nothing was changed. Correct or remove the field.")
        .known(known);
  }

  private static ProblemException mismatch(MismatchedInputException bad) {
    String field = path(bad);
    if (field.isEmpty()) {
      return ProblemType.MALFORMED_JSON
          .because("The body must be a JSON object.")
          .hint("Send something like {\"name\": \"value\"}.");
    }
    return ProblemAdvice.invalidFields(
        List.of(new FieldProblem(field, "must be " + kind(bad.getTargetType()))));
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "a text";
      case "List", "Set" -> "a list";
      default -> "an object";
    };
  }

  private static String path(JacksonException exception) {
    return exception.getPath().stream()
        .map(step ->
            step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String where(StreamReadException broken) {
    var location = broken.getLocation();
    return location == null
        ? "it cannot be read"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
