package dev.vedette.night;

/**
 * A master was replaced.
 *
 * @param from the address before
 * @param to the address announced under the new epoch
 * @param epoch the config epoch of the new address
 * @param atMillis when that was first heard
 */
record Switch(String from, String to, long epoch, long atMillis) {}
