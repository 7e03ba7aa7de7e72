package dev.vedette.resp.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Channels and patterns of one client. Changed on its loop, looked at by any thread. */
final class Subscriptions {
  private final Set<String> channels = new LinkedHashSet<>();
  private final Set<String> patterns = new LinkedHashSet<>();
  private volatile int count;

  synchronized void addChannel(String channel) {
    channels.add(channel);
    recount();
  }

  synchronized void addPattern(String pattern) {
    patterns.add(pattern);
    recount();
  }

  synchronized void removeChannel(String channel) {
    channels.remove(channel);
    recount();
  }

  synchronized void removePattern(String pattern) {
    patterns.remove(pattern);
    recount();
  }

  synchronized void clear() {
    channels.clear();
    patterns.clear();
    recount();
  }

  private void recount() {
    count = channels.size() + patterns.size();
  }

  synchronized boolean hasChannel(String channel) {
    return channels.contains(channel);
  }

  synchronized boolean hasPattern(String pattern) {
    return patterns.contains(pattern);
  }

  /** Of both together. */
  int count() {
    return count;
  }

  synchronized List<String> channels() {
    return List.copyOf(channels);
  }

  synchronized List<String> patterns() {
    return List.copyOf(patterns);
  }
}
