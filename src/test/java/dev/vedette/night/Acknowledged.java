package dev.vedette.night;

/**
 * A write that a node said yes to.
 *
 * @param round the round it belongs to
 * @param token what was written; no other write has it
 * @param node the address of the node that said yes
 * @param atMillis when the answer was read, wall time
 */
record Acknowledged(int round, long token, String node, long atMillis) {}
