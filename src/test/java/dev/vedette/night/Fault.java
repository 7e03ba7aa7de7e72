package dev.vedette.night;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that goes wrong, or that an operator does. Who is meant by {@link Target} is decided
 * when it begins, so that a list of faults depends on the seed alone.
 *
 * @param kind what
 * @param target whom
 * @param delayMillis after the first fault of its round
 * @param holdMillis how long it lasts
 * @param untilSwitch whether it lasts at least until there is another master
 * @param clientsToo whether a cut separates from the clients as well
 */
record Fault(
    Kind kind,
    Target target,
    long delayMillis,
    long holdMillis,
    boolean untilSwitch,
    boolean clientsToo) {

  /** What a fault may lead to. */
  enum Effect {
    /** The master must not be replaced: it, or the majority, is not concerned. */
    NONE,
    /** Too short to count: nothing may be called down. */
    TOO_SHORT,
    /** The master may be replaced. */
    REPLACEMENT
  }

  /** What goes wrong. */
  enum Kind {
    /** {@code kill -9} of a node, which is started again at the end. */
    KILL,
    /** The same, started again at once. */
    BLINK,
    /** SIGSTOP, and SIGCONT at the end. */
    FREEZE,
    /** The same for less than half of down-after. */
    SHORT_FREEZE,
    /** {@code kill -9} of a sentinel. */
    SENTINEL_KILL,
    /** SIGSTOP of a sentinel for 0.3 to 6 s: a collector, a hypervisor. */
    SENTINEL_STALL,
    /** No packet in or out. */
    CUT,
    /** No packet in. */
    DEAF,
    /** No packet out. */
    MUTE,
    /** A cut for less than half of down-after. */
    SHORT_CUT,
    /** The cable is pulled. */
    UNPLUG,
    /** Two halves that do not hear each other. */
    SPLIT,
    /** Every packet is late. */
    SLOW,
    /** Every twelfth packet is lost. */
    LOSS,
    /** A sentinel cannot save anything. */
    FULL_DISK,
    /** Processes that eat the CPU. */
    BURNERS,
    /** An operator orders a failover that waits for the replica. */
    COORDINATED,
    /** An operator orders a plain failover. */
    ORDERED;

    /** Whether it takes a network or a disk of the victim's own. */
    boolean needsIsolation() {
      return switch (this) {
        case CUT, DEAF, MUTE, SHORT_CUT, UNPLUG, SPLIT, SLOW, LOSS, FULL_DISK -> true;
        case KILL, BLINK, FREEZE, SHORT_FREEZE, SENTINEL_KILL, SENTINEL_STALL -> false;
        case BURNERS, COORDINATED, ORDERED -> false;
      };
    }
  }

  /** Whom it meets. */
  sealed interface Target {

    /** The node that is the master when the fault begins. */
    record Master() implements Target {
      @Override
      public String toString() {
        return "the master";
      }
    }

    /** A replica, by its index among those of that moment. */
    record Replica(int index) implements Target {
      @Override
      public String toString() {
        return "replica " + (index + 1);
      }
    }

    /** A sentinel, by its index. */
    record OneSentinel(int index) implements Target {
      @Override
      public String toString() {
        return "sentinel " + (index + 1);
      }
    }

    /** Those members, by their indexes: the nodes first. */
    record Some(Set<Integer> indexes) implements Target {
      public Some {
        indexes = Collections.unmodifiableSet(new TreeSet<>(indexes));
      }

      @Override
      public String toString() {
        return "members " + indexes + " and the rest";
      }
    }

    /** Nobody in particular. */
    record All() implements Target {
      @Override
      public String toString() {
        return "all";
      }
    }
  }

  /** What it may lead to. */
  Effect effect() {
    return switch (kind) {
      case BLINK, SHORT_FREEZE, SHORT_CUT -> Effect.TOO_SHORT;
      case SENTINEL_KILL, SENTINEL_STALL, FULL_DISK, BURNERS -> Effect.NONE;
      case KILL, FREEZE, CUT, DEAF, MUTE, UNPLUG, SLOW, LOSS ->
          target instanceof Target.Master ? Effect.REPLACEMENT : Effect.NONE;
      case SPLIT, COORDINATED, ORDERED -> Effect.REPLACEMENT;
    };
  }

  /** Whether the master is certainly out of reach for all while it lasts. */
  boolean removesTheMaster() {
    return target instanceof Target.Master
        && switch (kind) {
          case KILL, FREEZE, CUT, DEAF, MUTE, UNPLUG -> true;
          case BLINK, SHORT_FREEZE, SHORT_CUT, SENTINEL_KILL, SENTINEL_STALL, SPLIT -> false;
          case SLOW, LOSS, FULL_DISK, BURNERS, COORDINATED, ORDERED -> false;
        };
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    text.append(" (").append(target).append(") for ").append(holdMillis).append(" ms");
    if (delayMillis > 0) {
      text.append(" after ").append(delayMillis).append(" ms");
    }
    if (untilSwitch) {
      text.append(", at least until the switch");
    }
    boolean cut =
        switch (kind) {
          case CUT, DEAF, MUTE, SHORT_CUT -> true;
          default -> false;
        };
    return text.append(cut && clientsToo ? ", clients too" : "").toString();
  }
}
