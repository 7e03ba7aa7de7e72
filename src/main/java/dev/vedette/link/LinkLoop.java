package dev.vedette.link;

import dev.vedette.engine.Intake;
import dev.vedette.sentinel.message.Input;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and the links that live on it. What they have to say goes to the engine once per
 * turn of the loop, and what the engine wants of them comes once per turn of the engine: waking a
 * thread costs more than what it does for one message.
 */
final class LinkLoop {

  private static final Logger LOG = LoggerFactory.getLogger(NettyLinks.class);

  private final EventLoop eventLoop;
  private final Intake intake;

  /** What the engine wants in this turn. Only the engine's thread sees it. */
  private List<Runnable> wanted = new ArrayList<>();

  private final List<Input> untold = new ArrayList<>();
  private final List<Conversation> unwritten = new ArrayList<>();
  private final List<Conversation> paused = new ArrayList<>();
  private boolean telling;
  private boolean full;
  private volatile boolean closed;

  LinkLoop(EventLoop eventLoop, Intake intake) {
    this.eventLoop = eventLoop;
    this.intake = intake;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  /** Nothing is told any more. Any thread. */
  void close() {
    closed = true;
  }

  /** Does that on the loop after the next {@link #flush}. Only on the engine's thread. */
  void want(Runnable work) {
    wanted.add(work);
  }

  /** Lets the loop do all that is wanted. Only on the engine's thread. */
  void flush() {
    if (!wanted.isEmpty()) {
      var all = wanted;
      wanted = new ArrayList<>();
      execute(() -> doAll(all));
    }
  }

  /** Does that on the loop soon; dropped when the loop has ended. Any thread. */
  void execute(Runnable work) {
    try {
      eventLoop.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("the loop of the links has ended already");
    }
  }

  private void doAll(List<Runnable> all) {
    for (var work : all) {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("a link failed", e);
      }
    }
    unwritten.forEach(Conversation::write);
    unwritten.clear();
  }

  /** That conversation has something to write when all that the engine wants has been done. */
  void writeLater(Conversation conversation) {
    unwritten.add(conversation);
  }

  /** Tells the engine, together with what else happens in this turn of the loop. */
  void tell(Input input) {
    if (closed) {
      return;
    }
    untold.add(input);
    if (!telling) {
      telling = true;
      execute(this::tellAll);
    }
  }

  private void tellAll() {
    var taken = closed ? untold.size() : intake.offerAll(untold);
    untold.subList(0, taken).clear();
    full = !untold.isEmpty();
    if (full) {
      // Still telling: what comes in the meantime has to wait for its turn.
      intake.whenRoom(() -> execute(this::tellAll));
    } else {
      telling = false;
      paused.forEach(Conversation::resume);
      paused.clear();
    }
  }

  /** Whether the engine has no room, so that nothing should be read. */
  boolean isFull() {
    return full;
  }

  /** Lets that conversation read on when there is room again. */
  void resumeWhenThereIsRoom(Conversation conversation) {
    paused.add(conversation);
  }
}
