package dev.vedette.api.event;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.journal.EventQuery;
import dev.vedette.journal.Journal;
import dev.vedette.journal.JournalEvent;
import dev.vedette.journal.JournalUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The history that the journal keeps, over restarts. */
public final class JournalHistory implements EventHistory {

  private final Journal journal;

  /** The history of that journal. */
  public JournalHistory(Journal journal) {
    this.journal = journal;
  }

  @Override
  public List<EventResource> before(@Nullable Long id, EventFilter filter, int limit) {
    return read(query(filter, null, id, true, limit));
  }

  @Override
  public List<EventResource> after(long id, EventFilter filter, int limit) {
    return read(query(filter, id, null, false, limit));
  }

  @Override
  public long lastId() {
    return journal.lastId();
  }

  @Override
  public boolean awaitBeyond(long id, Duration patience) throws InterruptedException {
    return journal.awaitBeyond(id, patience);
  }

  private static EventQuery query(
      EventFilter filter,
      @Nullable Long after,
      @Nullable Long before,
      boolean newestFirst,
      int limit) {
    return new EventQuery(
        filter.master(),
        filter.type(),
        filter.level(),
        filter.since(),
        filter.until(),
        after,
        before,
        newestFirst,
        limit);
  }

  private List<EventResource> read(EventQuery query) {
    return orProblem(() -> journal.events(query)).stream().map(JournalHistory::resource).toList();
  }

  /** What the journal answers, or the problem that it cannot. */
  public static <T> T orProblem(Supplier<T> question) {
    try {
      return question.get();
    } catch (JournalUnavailableException e) {
      throw ProblemType.HISTORY_UNAVAILABLE
          .because(String.valueOf(e.getMessage()))
          .hint("Watching and failover go on. See the journal in /actuator/health.");
    }
  }

  private static EventResource resource(JournalEvent event) {
    return EventResource.of(event);
  }
}
