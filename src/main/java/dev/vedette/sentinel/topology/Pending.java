package dev.vedette.sentinel.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one connection that are not answered yet, by their tickets, oldest first. Replies
 * come in the order of the commands, so the one looked for is nearly always the first.
 */
final class Pending {

  private static final int INITIAL = 4;

  private long[] tickets = new long[INITIAL];
  private @Nullable PendingCommand[] commands = new @Nullable PendingCommand[INITIAL];
  private int size;

  int size() {
    return size;
  }

  void add(long ticket, PendingCommand command) {
    if (size == tickets.length) {
      tickets = Arrays.copyOf(tickets, 2 * size);
      commands = Arrays.copyOf(commands, 2 * size);
    }
    tickets[size] = ticket;
    commands[size] = command;
    size++;
  }

  /** The command of that ticket, which is not pending any more; null when there is none. */
  @Nullable PendingCommand take(long ticket) {
    for (int i = 0; i < size; i++) {
      if (tickets[i] == ticket) {
        PendingCommand found = commands[i];
        remove(i);
        return found;
      }
    }
    return null;
  }

  /** All of them, oldest first; none is pending any more. */
  List<PendingCommand> takeAll() {
    List<PendingCommand> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      PendingCommand command = commands[i];
      if (command != null) {
        all.add(command);
      }
    }
    clear();
    return all;
  }

  /** Nobody waits for the replies to what that instance sent. */
  void forgetOf(Instance owner) {
    for (int i = size - 1; i >= 0; i--) {
      PendingCommand command = commands[i];
      if (command != null && command.owner() == owner) {
        remove(i);
      }
    }
  }

  void clear() {
    Arrays.fill(commands, 0, size, null);
    size = 0;
  }

  private void remove(int place) {
    int behind = size - place - 1;
    System.arraycopy(tickets, place + 1, tickets, place, behind);
    System.arraycopy(commands, place + 1, commands, place, behind);
    size--;
    commands[size] = null;
  }
}
