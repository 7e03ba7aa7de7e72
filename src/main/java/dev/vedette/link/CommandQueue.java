package dev.vedette.link;

import dev.vedette.sentinel.message.Effect.LinkProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one connection in the order in which they are written and answered. Adding never
 * waits.
 */
final class CommandQueue {

  /** What an answer is for. */
  sealed interface Awaited {

    /** The engine waits for it. */
    record Ticket(long number) implements Awaited {}

    /** The engine waits for it, and how long it takes is measured. */
    record Ping(long number, long sentNanos) implements Awaited {}

    /** We wait for it ourselves. */
    enum Step implements Awaited {
      AUTH,
      HELLO,
      CLIENT_NAME,
      SUBSCRIBE
    }
  }

  record Command(List<String> words, Awaited awaited) {

    /** Without the words, which may be a password. */
    @Override
    public String toString() {
      return "Command[" + awaited + "]";
    }
  }

  private final int limit;
  private final String multi;
  private final String exec;
  private final String discard;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Command> unwritten = new ArrayDeque<>();
  private final ArrayDeque<Awaited> unanswered = new ArrayDeque<>();
  private boolean inTransaction;
  private @Nullable Command afterTransaction;
  private boolean closed;

  /**
   * @param limit of unanswered commands
   * @param profile tells the names of the transaction commands
   */
  CommandQueue(int limit, LinkProfile profile) {
    this.limit = limit;
    multi = profile.commandName("MULTI");
    exec = profile.commandName("EXEC");
    discard = profile.commandName("DISCARD");
  }

  /** Queues a command; false when the limit is reached. Ignored after {@link #close}. */
  boolean add(Command command) {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      if (unanswered.size() >= limit) {
        return false;
      }
      append(command);
      followTransaction(command.words().getFirst());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Queues a command of our own that must not fall into a transaction of the engine. */
  void addOutsideOfTransaction(Command command) {
    lock.lock();
    try {
      if (inTransaction) {
        afterTransaction = command;
      } else if (!closed) {
        append(command);
      }
    } finally {
      lock.unlock();
    }
  }

  private void followTransaction(String name) {
    if (name.equalsIgnoreCase(multi)) {
      inTransaction = true;
    } else if (name.equalsIgnoreCase(exec) || name.equalsIgnoreCase(discard)) {
      inTransaction = false;
      var held = afterTransaction;
      afterTransaction = null;
      if (held != null) {
        append(held);
      }
    }
  }

  private void append(Command command) {
    unwritten.add(command);
    unanswered.add(command.awaited());
    filled.signal();
  }

  /** Waits for commands to write; empty when there will be none any more. */
  List<Command> take() throws InterruptedException {
    lock.lock();
    try {
      while (unwritten.isEmpty() && !closed) {
        filled.await();
      }
      var batch = closed ? List.<Command>of() : List.copyOf(new ArrayList<>(unwritten));
      unwritten.clear();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** What the next answer is for; null when nothing was asked. */
  @Nullable Awaited answered() {
    lock.lock();
    try {
      return unanswered.poll();
    } finally {
      lock.unlock();
    }
  }

  /** The subscription was confirmed, by a push and not by an answer. */
  void subscribed() {
    lock.lock();
    try {
      unanswered.removeFirstOccurrence(Awaited.Step.SUBSCRIBE);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      unwritten.clear();
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
