package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A machine with one process on it, which can be dead or frozen. */
abstract class Host {

  /** Where it is reached now. */
  Address address;

  final String name;

  /** The open connections of others to it. */
  final Set<Pipe> served = new LinkedHashSet<>();

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int freezes;
  private boolean lost;
  private Runnable changed = () -> {};

  Host(String name, Address address) {
    this.name = name;
    this.address = address;
  }

  abstract boolean isAlive();

  /** A command arrives. */
  abstract void command(Pipe pipe, long ticket, List<String> words);

  final boolean isFrozen() {
    return freezes > 0;
  }

  /** Whether it could answer at once. */
  final boolean isWell() {
    return isAlive() && freezes == 0;
  }

  /** It will never be back. */
  final void lose() {
    lost = true;
  }

  /** Whether it will never be back. */
  final boolean isLost() {
    return lost;
  }

  /** Handles what arrives, now or when it thaws. */
  final void receive(Runnable work) {
    if (freezes > 0) {
      waiting.add(work);
    } else {
      work.run();
    }
  }

  /** Lets somebody know when it starts, dies, freezes or thaws. */
  final void onChange(Runnable listener) {
    changed = listener;
  }

  /** It starts, dies, freezes or thaws. */
  final void changes() {
    changed.run();
  }

  final void freeze() {
    freezes++;
    changed.run();
  }

  final void thaw() {
    freezes--;
    changed.run();
    while (freezes == 0 && !waiting.isEmpty()) {
      waiting.poll().run();
    }
  }

  /** Forgets what has arrived: the process is gone. */
  final void forgetWaiting() {
    waiting.clear();
  }
}
