package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;

/**
 * A problem that a route has accepted and that lasts.
 *
 * @param key of the problem
 * @param groupKey of the group that it belongs to
 * @param opener the alert that opened it
 * @param repeats how often it was told again
 */
public record OpenProblem(String key, String groupKey, Alert opener, int repeats) {}
