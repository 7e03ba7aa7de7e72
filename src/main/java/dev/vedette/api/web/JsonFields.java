package dev.vedette.api.web;

import dev.vedette.api.problem.FieldProblem;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON merge patch, where a missing field, a null and a value are three different things: a
 * table of known fields, each with its reader. All fields are looked at before a problem is
 * reported, so that the client sees all of its mistakes at once.
 */
public final class JsonFields<T> {

  /** Applies the value of a field, or throws {@link BadValue}. */
  public interface Reader<T> extends BiConsumer<T, JsonNode> {}

  /** A value that a field cannot have. */
  public static final class BadValue extends RuntimeException {

    /**
     * A bad value.
     *
     * @param requirement what a good one looks like: "must be ..."
     */
    public BadValue(String requirement) {
      super(requirement, null, false, false);
    }
  }

  private final Map<String, Reader<T>> readers;

  /** A reader of those fields. */
  public JsonFields(Map<String, Reader<T>> readers) {
    this.readers = readers;
  }

  /**
   * Reads a patch into {@code target}.
   *
   * @throws dev.vedette.api.problem.ProblemException 400 for unknown fields and bad values
   */
  public void read(JsonNode patch, T target) {
    if (!(patch instanceof ObjectNode object)) {
      throw ProblemType.MALFORMED_JSON
          .because("The body must be a JSON object.")
          .hint("Send something like {\"quorum\": 2}.");
    }
    List<FieldProblem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Reader<T> reader = readers.get(field.getKey());
      if (reader == null) {
        throw ProblemAdvice.unknownField(
            field.getKey(), readers.keySet().stream().sorted().toList());
      }
      try {
        reader.accept(target, field.getValue());
      } catch (BadValue bad) {
        problems.add(new FieldProblem(field.getKey(), String.valueOf(bad.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemAdvice.invalidFields(problems);
    }
  }

  /** The text of a whole number. */
  public static String wholeNumber(JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw new BadValue("must be a whole number");
    }
    return value.asString();
  }

  /** {@code yes} or {@code no}. */
  public static String yesNo(JsonNode value) {
    if (!value.isBoolean()) {
      throw new BadValue("must be true or false");
    }
    return value.booleanValue() ? "yes" : "no";
  }

  /** A text that can be null, which is sent on as the empty one. */
  public static String textOrNull(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return text(value);
  }

  /** A text. */
  public static String text(JsonNode value) {
    if (!value.isString()) {
      throw new BadValue("must be a text");
    }
    return value.stringValue();
  }
}
