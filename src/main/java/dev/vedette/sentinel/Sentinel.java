package dev.vedette.sentinel;

import dev.vedette.sentinel.failover.Verdict;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that watches masters, agrees with peers, and fails over. Not thread-safe: one
 * thread owns it.
 *
 * <p>The same inputs at the same times give the same effects, always.
 */
public final class Sentinel {

  /**
   * Takes up where {@code state} left off. Call {@link #start} next.
   *
   * @param state what was saved, or a fresh state
   * @param seed of the random desynchronisation
   * @param nowMillis monotonic time
   */
  public Sentinel(DurableState state, long seed, long nowMillis) {}

  /**
   * The effects of starting: {@code +monitor} events, first connections, and saving a state that
   * was never saved.
   */
  public List<Effect> start(long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes one input and returns what is to be done, in order. Runs to a fixed point: nothing is
   * left that could happen now.
   *
   * @param nowMillis monotonic time; going back means TILT
   */
  public List<Effect> step(Input input, long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /**
   * When it wants an {@link Input.Tick} at the latest, in monotonic milliseconds; {@code
   * Long.MAX_VALUE} for never.
   */
  public long nextDeadline() {
    throw new UnsupportedOperationException();
  }

  /** What must be on disk now. */
  public DurableState durableState() {
    throw new UnsupportedOperationException();
  }

  /** Everything, for those who only look. */
  public SentinelView view(long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /** One master, null when there is none of that name. */
  public @Nullable MasterView master(String name, long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /**
   * The ranking of a master's replicas for promotion, best first, the unfit ones after them; null
   * for an unknown master.
   */
  public @Nullable List<Verdict> candidates(String master, long nowMillis) {
    throw new UnsupportedOperationException();
  }
}
