package dev.vedette.observe.health;

import org.springframework.boot.health.contributor.Status;

/**
 * What a status means here.
 *
 * <p>{@code DOWN}: this process cannot do its work, and a restart may help. {@code DEGRADED}:
 * something is wrong that a restart does not cure, such as a Redis that is down, a full disk, or a
 * quorum that cannot be reached. The difference matters because somebody will point a probe at the
 * whole of health: a sentinel that is killed because a master is down is killed when it is needed.
 */
final class Statuses {

  /** Worse than {@code UP}, and answered with 200. */
  static final Status DEGRADED =
      new Status("DEGRADED", "Something is wrong that a restart does not cure");

  private Statuses() {}
}
