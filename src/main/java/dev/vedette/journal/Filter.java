package dev.vedette.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, as far as they are given. */
final class Filter {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Adds a condition with one placeholder, unless the value is null. */
  Filter and(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
    return this;
  }

  /** Adds a condition on a column of milliseconds, unless the time is null. */
  Filter andTime(String condition, @Nullable Instant time) {
    return and(condition, time == null ? null : time.toEpochMilli());
  }

  /** The WHERE clause with a space before it; empty without conditions. */
  String clause() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** The values of the placeholders. */
  List<Object> values() {
    return values;
  }
}
