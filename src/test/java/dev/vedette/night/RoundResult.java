package dev.vedette.night;

import java.util.List;

/**
 * How a round ended.
 *
 * @param number from 1
 * @param faults what went wrong
 * @param replacements how often the master was replaced
 * @param failoverMillis from the first fault to the first announcement of another master, -1
 *     without
 * @param gapMillis the longest time without an acknowledged write
 * @param convergedMillis from the end of the last fault to the moment when all was as it should be
 * @param waitedFor what was not yet so a moment before, empty when nothing was waited for
 * @param lost acknowledged writes that are gone, with an explanation
 * @param staleMillis how long after the end of all faults an old master still took writes that are
 *     gone
 * @param falseAlarms what was called down before anything went wrong
 * @param violations what must not have happened
 */
record RoundResult(
    int number,
    List<Fault> faults,
    int replacements,
    long failoverMillis,
    long gapMillis,
    long convergedMillis,
    String waitedFor,
    long lost,
    long staleMillis,
    long falseAlarms,
    List<String> violations) {}
