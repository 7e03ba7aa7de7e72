package dev.vedette.link;

import dev.vedette.sentinel.message.Effect.LinkProfile;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one connection in the order in which they are written and answered. Only for the
 * loop of the connection.
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

  private static final int USUALLY_WAITING = 4;

  private final int limit;
  private final LinkProfile profile;
  private final ArrayDeque<Command> unwritten = new ArrayDeque<>(USUALLY_WAITING);
  private final ArrayDeque<Awaited> unanswered = new ArrayDeque<>(USUALLY_WAITING);
  private boolean inTransaction;
  private @Nullable Command afterTransaction;

  /**
   * @param limit of unanswered commands
   * @param profile tells the names of the transaction commands
   */
  CommandQueue(int limit, LinkProfile profile) {
    this.limit = limit;
    this.profile = profile;
  }

  /** Queues a command; false when the limit is reached. */
  boolean add(Command command) {
    if (unanswered.size() >= limit) {
      return false;
    }
    append(command);
    followTransaction(command.words().getFirst());
    return true;
  }

  /** Queues a command of our own that must not fall into a transaction of the engine. */
  void addOutsideOfTransaction(Command command) {
    if (inTransaction) {
      afterTransaction = command;
    } else {
      append(command);
    }
  }

  private void followTransaction(String name) {
    if (inTransaction) {
      if (isCalled(name, "EXEC") || isCalled(name, "DISCARD")) {
        inTransaction = false;
        var held = afterTransaction;
        afterTransaction = null;
        if (held != null) {
          append(held);
        }
      }
    } else {
      inTransaction = isCalled(name, "MULTI");
    }
  }

  private boolean isCalled(String name, String command) {
    return name.equalsIgnoreCase(profile.commandName(command));
  }

  private void append(Command command) {
    unwritten.add(command);
    unanswered.add(command.awaited());
  }

  /** The next command to write; null when there is none. */
  @Nullable Command nextToWrite() {
    return unwritten.poll();
  }

  /** What the next answer is for; null when nothing was asked. */
  @Nullable Awaited answered() {
    return unanswered.poll();
  }

  /** The subscription was confirmed, by a push and not by an answer. */
  void subscribed() {
    unanswered.removeFirstOccurrence(Awaited.Step.SUBSCRIBE);
  }
}
