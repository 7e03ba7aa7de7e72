package dev.vedette.resp.pubsub;

import io.netty.channel.EventLoop;

/** Someone who listens. All methods but {@link #loop} are called on its loop, and never wait. */
public interface Subscriber {

  /** Where it lives. */
  EventLoop loop();

  /** A message on a channel that this one subscribed to, unless it has just stopped to. */
  void onMessage(String channel, PublishedMessage message);

  /**
   * A message on a channel that matches a pattern that this one subscribed to, unless it has just
   * stopped to.
   */
  void onPatternMessage(String pattern, PublishedMessage message);

  /** Sends what it was told; called once after several messages. */
  void flush();

  /** Messages for it were lost: it must not believe that it has heard all. */
  void cutOff();
}
