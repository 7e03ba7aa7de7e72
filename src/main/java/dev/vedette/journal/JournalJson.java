package dev.vedette.journal;

import dev.vedette.journal.failover.FailoverRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON columns. Fields that a newer version has written are skipped. */
final class JournalJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private JournalJson() {}

  static @Nullable String write(@Nullable Object value) {
    return value == null ? null : MAPPER.writeValueAsString(value);
  }

  static String write(FailoverRecord failover) {
    return MAPPER.writeValueAsString(failover);
  }

  static Map<String, Object> object(@Nullable String json) {
    return json == null ? Map.of() : MAPPER.readValue(json, OBJECT);
  }

  static FailoverRecord failover(String json) {
    return MAPPER.readValue(json, FailoverRecord.class);
  }
}
