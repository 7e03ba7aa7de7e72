package dev.vedette.observe.metrics;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How many events of each type, and whom our votes went to. */
final class EventCounts implements EventMeter {

  private final String myId;
  private final Map<EventType, Long> counts = new EnumMap<>(EventType.class);
  private long votesForUs;
  private long votesForOthers;

  EventCounts(String myId) {
    this.myId = myId;
    for (EventType type : EventType.values()) {
      counts.put(type, 0L);
    }
  }

  @Override
  public void count(PublishedEvent published) {
    Event event = published.event();
    counts.merge(event.type(), 1L, Long::sum);
    if (event.type() == EventType.VOTE_FOR_LEADER) {
      if (event.payload().startsWith(myId + " ")) {
        votesForUs++;
      } else {
        votesForOthers++;
      }
    }
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    counts.forEach((type, count) ->
        samples.counter("vedette_events", "Events by type.", count, "type", type.wireName()));
    samples
        .counter("vedette_votes", "Votes that we gave.", votesForUs, "candidate", "self")
        .counter("vedette_votes", "Votes that we gave.", votesForOthers, "candidate", "other");
  }
}
