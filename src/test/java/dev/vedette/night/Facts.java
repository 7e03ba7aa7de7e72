package dev.vedette.night;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a round when it is over.
 *
 * @param played what went wrong, the first first
 * @param healedMillis when the last was over and what had died answered
 * @param lines what the sentinels logged
 * @param switches replacements of the master, in order
 * @param samples what the nodes said of their replication
 * @param lost acknowledged writes that are not there any more
 */
record Facts(
    List<Played> played,
    long healedMillis,
    List<SentinelLine> lines,
    List<Switch> switches,
    List<NodeSample> samples,
    List<Acknowledged> lost) {

  /** Just before the first fault, wall time. */
  long beganMillis() {
    return played.getFirst().beganMillis();
  }

  Stream<Fault> faults() {
    return played.stream().map(Played::fault);
  }

  /** How long something was wrong. */
  long wrongMillis() {
    return healedMillis - beganMillis();
  }
}
