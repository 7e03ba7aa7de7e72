/**
 * Settings and durable state: {@code sentinel.conf} and application properties in, immutable
 * settings objects out; the state file.
 */
@NullMarked
package dev.vedette.config;

import org.jspecify.annotations.NullMarked;
