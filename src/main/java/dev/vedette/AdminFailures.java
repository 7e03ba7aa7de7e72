package dev.vedette;

import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Hears why the admin side cannot start, in Spring Boot's words: what is wrong, and what to do
 * about it. Found by Spring Boot in {@code META-INF/spring.factories}.
 */
final class AdminFailures implements FailureAnalysisReporter {

  private static volatile @Nullable FailureAnalysis last;

  @Override
  public void report(FailureAnalysis analysis) {
    last = analysis;
  }

  /** Forgets what was heard before the next attempt. */
  static void forget() {
    last = null;
  }

  /** The reason in one line: what Spring Boot found out, else the innermost message. */
  static String reason(Throwable thrown) {
    FailureAnalysis analysis = last;
    if (analysis != null) {
      return oneLine(
          Objects.requireNonNullElse(analysis.getDescription(), "")
              + "\n"
              + Objects.requireNonNullElse(analysis.getAction(), ""));
    }
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return oneLine(message == null ? cause.toString() : message);
  }

  private static String oneLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
