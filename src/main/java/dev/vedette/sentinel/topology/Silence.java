package dev.vedette.sentinel.topology;

/**
 * The time in which a process is not heard. It begins with the first PING that is unanswered or
 * with the loss of the connection, whichever is earlier, and never with the last good answer, which
 * only says that it was alive then. A PING answered well ends it, on whatever connection.
 */
public final class Silence {

  private boolean lasting;
  private long from;
  private long excused;
  private boolean told;

  Silence() {}

  /** Begins, unless it has begun before. */
  void begin(long now) {
    if (!lasting) {
      beginAnew(now);
    }
  }

  /** Begins at that time, which may lie ahead, whatever was before. */
  void beginAnew(long when) {
    lasting = true;
    from = when;
    excused = 0;
    told = false;
  }

  void end() {
    lasting = false;
  }

  /**
   * We ourselves were kept from running: what was answered meanwhile is not read yet, and a
   * connection that could have been made was not. That is not the other side's silence.
   *
   * @param millis how long
   * @param longest how much may be excused in one silence: a machine that is always late must still
   *     find somebody down
   */
  void excuse(long millis, long longest) {
    long more = Math.min(millis, longest - excused);
    excused += more;
    from += more;
  }

  /** True once in each silence: for those who share a link to be told of it. */
  public boolean claimTelling() {
    boolean news = !told;
    told = true;
    return news;
  }

  /** Whether a PING waits for its answer, or nobody can be asked. */
  public boolean isLasting() {
    return lasting;
  }

  /** Whether it has lasted for longer than that. */
  public boolean isLongerThan(long millis, long now) {
    return lasting && now - from > millis;
  }

  /**
   * When it began; lies ahead while the first attempt to connect has not begun. Only meaningful
   * while it lasts.
   */
  public long from() {
    return from;
  }
}
