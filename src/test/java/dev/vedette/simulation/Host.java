package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A machine with one process on it, which can be dead or frozen. */
abstract class Host {

  final Address address;
  final String name;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int freezes;

  Host(String name, Address address) {
    this.name = name;
    this.address = address;
  }

  abstract boolean isAlive();

  /** A command arrives. */
  abstract void command(Pipe pipe, long ticket, List<String> words);

  /** A client is gone. */
  void closed(Pipe pipe) {}

  final boolean isFrozen() {
    return freezes > 0;
  }

  /** Handles what arrives, now or when it thaws. */
  final void receive(Runnable work) {
    if (freezes > 0) {
      waiting.add(work);
    } else {
      work.run();
    }
  }

  final void freeze() {
    freezes++;
  }

  final void thaw() {
    freezes--;
    while (freezes == 0 && !waiting.isEmpty()) {
      waiting.poll().run();
    }
  }

  /** Forgets what has arrived: the process is gone. */
  final void forgetWaiting() {
    waiting.clear();
  }
}
