package dev.vedette.sentinel.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of members of a group, by their names. They are looked at with every message and change
 * hardly ever, so the list of them is made when it is first asked for after a change.
 */
final class Members<M extends Instance> {

  private final Map<String, M> byName = new LinkedHashMap<>(4);
  private @Nullable List<M> all = List.of();

  /** As they are now, in the order they came; the list never changes. */
  List<M> all() {
    List<M> present = all;
    if (present == null) {
      present = List.copyOf(byName.values());
      all = present;
    }
    return present;
  }

  @Nullable M get(String name) {
    return byName.get(name);
  }

  int size() {
    return byName.size();
  }

  void add(M member) {
    byName.put(member.name(), member);
    all = null;
  }

  void remove(M member) {
    byName.remove(member.name());
    all = null;
  }

  void clear() {
    byName.clear();
    all = null;
  }
}
