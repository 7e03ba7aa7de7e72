package dev.vedette.resp.pubsub;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings messages to the subscribers of one loop. The publisher never waits and wakes the loop up
 * once, however many messages and subscribers there are. When too many messages wait, those whom a
 * lost one was for are disconnected: they must not believe that they have heard all.
 */
final class LoopDelivery {

  /** How many messages may wait for a loop. */
  static final int LIMIT = 65_536;

  private final EventLoop loop;
  private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Set<Subscriber> missed = ConcurrentHashMap.newKeySet();

  LoopDelivery(EventLoop loop) {
    this.loop = loop;
  }

  /** Takes messages for this loop's subscribers among the given ones. Any thread. */
  void take(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      if (count.incrementAndGet() > LIMIT) {
        count.decrementAndGet();
        missed.addAll(delivery.subscribers());
      } else {
        waiting.add(delivery);
      }
    }
    if (woken.compareAndSet(false, true)) {
      loop.execute(this::deliverAll);
    }
  }

  private void deliverAll() {
    woken.set(false);
    List<Subscriber> told = new ArrayList<>();
    Delivery delivery;
    while ((delivery = waiting.poll()) != null) {
      count.decrementAndGet();
      for (Subscriber subscriber : delivery.subscribers()) {
        if (subscriber.loop() == loop) {
          delivery.deliverTo(subscriber);
          told.add(subscriber);
        }
      }
    }
    told.forEach(Subscriber::flush);
    for (Subscriber subscriber : missed) {
      if (missed.remove(subscriber) && subscriber.loop() == loop) {
        subscriber.cutOff();
      }
    }
  }
}
