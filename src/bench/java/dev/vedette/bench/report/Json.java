package dev.vedette.bench.report;

import dev.vedette.bench.process.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that was measured, every single value, for programs that compare runs. */
public final class Json {

  private Json() {}

  /** With what is known of the machine and the program beside it. */
  public static String of(Results results, Map<String, String> circumstances) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row row : results.rows()) {
      rows.add(row(results, row));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("circumstances", circumstances);
    all.put("rows", rows);
    all.put("failures", results.failures());
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(all)
        + "\n";
  }

  private static Map<String, Object> row(Results results, Row row) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", row.key());
    object.put("title", row.title());
    object.put("unit", row.unit());
    object.put("target", row.target().title());
    for (Kind kind : Kind.values()) {
      Figures figures = results.figures(row, kind);
      if (figures != null) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("median", figures.median());
        values.put("worst", figures.worst(row.better()));
        values.put("values", figures.values());
        object.put(kind.title(), values);
      }
    }
    OptionalDouble ratio = results.ratio(row);
    if (ratio.isPresent()) {
      object.put("ratio", ratio.getAsDouble());
    }
    object.put("reached", results.reached(row));
    return object;
  }
}
