package dev.vedette.simulation;

import dev.vedette.sentinel.message.Input;
import java.util.Random;

/** What happens to sentinels. */
final class SentinelFaults {

  private SentinelFaults() {}

  static void freeze(Chaos chaos, Random random) {
    SentinelHost sentinel = chaos.anySentinel(random);
    sentinel.freeze();
    chaos.lasting(
        sentinel.name + " is frozen", Chaos.pick(random, 300, 1_900, 6_000), sentinel::thaw);
  }

  static void stall(Chaos chaos, Random random) {
    SentinelProcess sentinel = chaos.sentinel(random);
    sentinel.stalled(true);
    chaos.lasting(
        sentinel.name + " gets hardly any time",
        Chaos.pick(random, 2_000, 10_000),
        () -> sentinel.stalled(false));
  }

  static void crash(Chaos chaos, Random random) {
    SentinelHost victim = chaos.anySentinel(random);
    int effects = random.nextInt(random.nextBoolean() ? 3 : 60);
    long millis = Chaos.pick(random, 50, 5_000, 30_000);
    if (victim instanceof StockSentinel stock) {
      stock.kill();
      chaos.lasting(stock.name + " is dead", millis, stock::start);
    } else if (victim instanceof SentinelProcess sentinel) {
      sentinel.dieAfter(
          effects, () -> chaos.lasting(sentinel.name + " is dead", millis, sentinel::start));
    }
  }

  static void failDisk(Chaos chaos, Random random) {
    SentinelProcess sentinel = chaos.sentinel(random);
    sentinel.diskFails(true);
    chaos.lasting(
        "the disk of " + sentinel.name + " fails",
        Chaos.pick(random, 500, 15_000),
        () -> sentinel.diskFails(false));
  }

  static void jumpClock(Chaos chaos, Random random) {
    SentinelProcess sentinel = chaos.sentinel(random);
    long millis = Chaos.pick(random, 500, 3_000, 60_000);
    if (random.nextBoolean()) {
      chaos.cluster.checks.note(sentinel, "its clock leaps by " + millis + " ms");
      sentinel.leap(millis);
    } else {
      chaos.cluster.checks.note(sentinel, "was suspended for " + millis + " ms, its clock too");
      sentinel.offer(sentinel.incarnation(), new Input.TimeJumped(millis));
    }
  }
}
