package dev.vedette.resp.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Channels and patterns of one client. Guarded by its output's lock. */
final class Subscriptions {
  private final Set<String> channels = new LinkedHashSet<>();
  private final Set<String> patterns = new LinkedHashSet<>();

  Set<String> channels() {
    return channels;
  }

  Set<String> patterns() {
    return patterns;
  }

  int count() {
    return channels.size() + patterns.size();
  }

  List<String> channelList() {
    return List.copyOf(channels);
  }

  List<String> patternList() {
    return List.copyOf(patterns);
  }
}
