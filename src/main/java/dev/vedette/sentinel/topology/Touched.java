package dev.vedette.sentinel.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups that something may matter to, each once, in the order in which they were first named.
 * One object serves all turns.
 */
public final class Touched {

  private final List<Master> masters = new ArrayList<>();
  private long round = 1;

  /** Nobody is touched yet. */
  public Touched() {}

  /** Begins anew, with nobody. */
  public void clear() {
    masters.clear();
    round++;
  }

  /** That group, if it was not named before. */
  public void add(Master master) {
    if (master.touch(round)) {
      masters.add(master);
    }
  }

  /** Those groups. */
  public void addAll(Iterable<Master> more) {
    for (Master master : more) {
      add(master);
    }
  }

  /** All groups that use a link. */
  public void addUsers(Link link) {
    List<Instance> users = link.users();
    for (int i = 0; i < users.size(); i++) {
      add(users.get(i).master());
    }
  }

  /** How many there are. */
  public int size() {
    return masters.size();
  }

  /** One of them, by its place from 0. */
  public Master get(int place) {
    return masters.get(place);
  }
}
