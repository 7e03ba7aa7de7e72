package dev.vedette.notify.route;

import java.util.List;

/**
 * The alerts of a group, ready to become a message.
 *
 * @param groupKey of the group, unique within the route
 * @param items in the order in which they happened
 * @param omitted how many more there were than fit
 */
public record Flush(String groupKey, List<Item> items, int omitted) {
  public Flush {
    items = List.copyOf(items);
  }
}
