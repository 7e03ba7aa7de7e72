package dev.vedette.config;

import dev.vedette.sentinel.option.LogLevel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about the log.
 *
 * @param file appended to; null for standard output
 * @param level what is logged at the start
 * @param syslog true when {@code syslog-enabled yes} asks for the system log
 */
public record LoggingSettings(@Nullable Path file, LogLevel level, boolean syslog) {}
