package dev.vedette.engine;

import dev.vedette.sentinel.event.Event;
import java.time.Instant;

/**
 * An event on its way to everyone who listens.
 *
 * @param sequence counts up by one within the process, starting at 1
 * @param time wall time, for display only
 * @param event what happened
 */
public record PublishedEvent(long sequence, Instant time, Event event) {}
