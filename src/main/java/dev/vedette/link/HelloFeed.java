package dev.vedette.link;

import dev.vedette.sentinel.message.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hello messages in what a server pushes, and passes them to who subscribed. Loop only.
 */
final class HelloFeed {

  private final int longest;
  private final LinkCounters counters;
  private @Nullable Reports subscriber;

  /**
   * @param longest message in characters
   */
  HelloFeed(int longest, LinkCounters counters) {
    this.longest = longest;
    this.counters = counters;
  }

  /** Takes the only place; false when it is taken. */
  boolean attach(Reports reports) {
    if (subscriber != null) {
      return false;
    }
    subscriber = reports;
    return true;
  }

  /** Gives the place back, and tells whose it was. */
  @Nullable Reports detach() {
    var before = subscriber;
    subscriber = null;
    return before;
  }

  boolean isAttached() {
    return subscriber != null;
  }

  /** Whether an array on a RESP2 connection is one that a subscription causes. */
  static boolean isPushed(List<Reply> items) {
    return switch (wordAt(items, 0)) {
      case "message", "subscribe", "unsubscribe" -> true;
      default -> false;
    };
  }

  /** Passes on what was pushed; other pushes are ignored. Tells whether it was a confirmation. */
  boolean accept(List<Reply> items) {
    if (!wordAt(items, 1).equals(Introduction.HELLO_CHANNEL)) {
      return false;
    }
    return switch (wordAt(items, 0)) {
      case "subscribe" -> {
        tell(null);
        yield true;
      }
      case "message" -> {
        message(wordAt(items, 2));
        yield false;
      }
      default -> false;
    };
  }

  private void message(String payload) {
    counters.helloMessages.increment();
    if (payload.length() > longest) {
      counters.helloMessagesDropped.increment();
      tell(null);
    } else {
      tell(payload);
    }
  }

  private void tell(@Nullable String payload) {
    if (subscriber != null) {
      subscriber.hello(payload);
    }
  }

  private static String wordAt(List<Reply> items, int index) {
    if (index >= items.size()) {
      return "";
    }
    return switch (items.get(index)) {
      case Reply.Text text -> text.text();
      case Reply.Status status -> status.text();
      case Reply.Failure ignored -> "";
      case Reply.Number ignored -> "";
      case Reply.Nothing ignored -> "";
      case Reply.Many ignored -> "";
    };
  }
}
