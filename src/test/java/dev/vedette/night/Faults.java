package dev.vedette.night;

import dev.vedette.night.Fault.Kind;
import dev.vedette.night.Fault.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Draws the faults of a night from its seed: the same settings always give the same list. */
final class Faults {

  /** How often each is drawn; what is missing here is never drawn first. */
  private static final Map<Kind, Integer> WEIGHTS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Kind.KILL, 8),
              Map.entry(Kind.BLINK, 5),
              Map.entry(Kind.FREEZE, 8),
              Map.entry(Kind.SHORT_FREEZE, 5),
              Map.entry(Kind.SENTINEL_KILL, 5),
              Map.entry(Kind.SENTINEL_STALL, 5),
              Map.entry(Kind.CUT, 7),
              Map.entry(Kind.DEAF, 3),
              Map.entry(Kind.MUTE, 3),
              Map.entry(Kind.SHORT_CUT, 4),
              Map.entry(Kind.UNPLUG, 4),
              Map.entry(Kind.SPLIT, 6),
              Map.entry(Kind.SLOW, 4),
              Map.entry(Kind.LOSS, 4),
              Map.entry(Kind.FULL_DISK, 4),
              Map.entry(Kind.BURNERS, 4),
              Map.entry(Kind.COORDINATED, 6),
              Map.entry(Kind.ORDERED, 3)));

  /** Of 10 rounds with a fault of a sentinel's own, so many lose the master as well. */
  private static final int COMPANY_OF_TEN = 6;

  private final Random random;
  private final NightSettings settings;
  private final boolean isolated;

  private Faults(NightSettings settings, boolean isolated) {
    this.settings = settings;
    this.isolated = isolated;
    random = new Random(settings.seed() * 31 + settings.sentinels());
  }

  /** The rounds of that night, each with the faults that happen together. */
  static List<List<Fault>> of(NightSettings settings, boolean isolated) {
    Faults faults = new Faults(settings, isolated);
    List<List<Fault>> rounds = new ArrayList<>();
    for (int i = 0; i < settings.faults(); i++) {
      rounds.add(faults.round());
    }
    return rounds;
  }

  private List<Fault> round() {
    Fault first = fault(draw(), 0);
    boolean ofSentinel =
        switch (first.kind()) {
          case SENTINEL_KILL, SENTINEL_STALL, FULL_DISK, BURNERS -> true;
          default -> false;
        };
    if (ofSentinel && random.nextInt(10) < COMPANY_OF_TEN) {
      return List.of(first, masterFault(random.nextInt(1_000)));
    }
    return List.of(first);
  }

  private Kind draw() {
    List<Kind> bag = new ArrayList<>();
    WEIGHTS.forEach((kind, weight) -> {
      if (isolated || !kind.needsIsolation()) {
        bag.addAll(Collections.nCopies(weight, kind));
      }
    });
    return bag.get(random.nextInt(bag.size()));
  }

  private Fault masterFault(long delay) {
    Kind kind = random.nextBoolean() ? Kind.KILL : Kind.FREEZE;
    return new Fault(kind, new Target.Master(), delay, longEnough(), true, false);
  }

  private Fault fault(Kind kind, long delay) {
    Target target = target(kind);
    boolean ofMaster = target instanceof Target.Master;
    long hold =
        switch (kind) {
          case BLINK, COORDINATED, ORDERED -> 0;
          case SHORT_FREEZE, SHORT_CUT -> 50 + random.nextInt(settings.downAfterMillis() / 2);
          case SENTINEL_STALL -> 300 + random.nextInt(5_700);
          case KILL, FREEZE, CUT, DEAF, MUTE, UNPLUG, SPLIT -> longEnough();
          case SENTINEL_KILL, SLOW, LOSS, FULL_DISK, BURNERS -> longEnough();
        };
    Fault drawn = new Fault(kind, target, delay, hold, false, random.nextBoolean());
    boolean wait =
        switch (kind) {
          case COORDINATED, ORDERED -> true;
          default -> ofMaster && drawn.removesTheMaster() && random.nextInt(10) < 7;
        };
    return wait ? new Fault(kind, target, delay, hold, true, drawn.clientsToo()) : drawn;
  }

  /** From just about down-after to some seconds more. */
  private long longEnough() {
    return settings.downAfterMillis() + random.nextInt(6_000);
  }

  private Target target(Kind kind) {
    return switch (kind) {
      case SENTINEL_KILL, SENTINEL_STALL, FULL_DISK -> sentinel();
      case SPLIT -> some();
      case BURNERS, COORDINATED, ORDERED -> new Target.All();
      case BLINK, SHORT_FREEZE, SHORT_CUT -> node(8);
      case KILL, FREEZE -> node(7);
      case CUT, DEAF, MUTE, UNPLUG, SLOW, LOSS -> random.nextInt(10) < 3 ? sentinel() : node(7);
    };
  }

  private Target sentinel() {
    return new Target.OneSentinel(random.nextInt(settings.sentinels()));
  }

  private Target node(int mastersOfTen) {
    return random.nextInt(10) < mastersOfTen
        ? new Target.Master()
        : new Target.Replica(random.nextInt(NightSettings.NODES - 1));
  }

  private Target some() {
    int all = NightSettings.NODES + settings.sentinels();
    Set<Integer> chosen = new TreeSet<>();
    while (chosen.isEmpty() || chosen.size() == all) {
      chosen.clear();
      for (int i = 0; i < all; i++) {
        if (random.nextBoolean()) {
          chosen.add(i);
        }
      }
    }
    return new Target.Some(chosen);
  }
}
