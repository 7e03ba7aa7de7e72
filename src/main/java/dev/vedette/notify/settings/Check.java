package dev.vedette.notify.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks values of properties below a common name. */
record Check(String prefix) {

  Check at(String name) {
    return new Check(prefix + "." + name);
  }

  Check at(String name, int index) {
    return new Check(prefix + "." + name + "[" + index + "]");
  }

  InvalidNotifyPropertyException wrong(String problem) {
    return new InvalidNotifyPropertyException(prefix, problem);
  }

  InvalidNotifyPropertyException wrong(String name, String problem) {
    return at(name).wrong(problem);
  }

  void that(boolean holds, String name, String problem) {
    if (!holds) {
      throw wrong(name, problem);
    }
  }

  <T> T required(@Nullable T value, String name, String wanted) {
    if (value == null || value.toString().isBlank()) {
      throw wrong(name, "is missing; " + wanted);
    }
    return value;
  }

  /** Turns a complaint about a value into one about its property. */
  <V, T> T read(V value, String name, Function<V, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw wrong(name, String.valueOf(e.getMessage()));
    }
  }

  /** Turns a complaint about a value into one about this property. */
  <V, T> T read(V value, Function<V, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  long positive(Duration value, String name) {
    that(value.toMillis() >= 1, name, "must be at least 1ms");
    return value.toMillis();
  }

  long notNegative(Duration value, String name) {
    that(!value.isNegative(), name, "must not be negative");
    return value.toMillis();
  }

  String text(Path file, String name) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw wrong(name, file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
