package dev.vedette.night;

import dev.vedette.night.Fault.Effect;
import dev.vedette.night.Fault.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what must not have happened in a round; docs/reliability.md has the names and the reasons.
 */
final class Judge {

  /** Log lines are cut to milliseconds, and so is the clock that they are compared with. */
  private static final int ROUNDING_MILLIS = 2;

  private final int downAfterMillis;

  Judge(int downAfterMillis) {
    this.downAfterMillis = downAfterMillis;
  }

  /** All that was wrong in it, apart from losses, which {@link Losses} judges. */
  List<String> violations(Facts facts) {
    List<String> violations = new ArrayList<>();
    violations.addAll(early(facts));
    violations.addAll(tooShort(facts));
    if (!facts.switches().isEmpty() && !mayReplace(facts)) {
      violations.add("QuietWhenNothingHappens: " + facts.played() + " led to " + facts.switches());
    }
    long causes = facts.faults().filter(f -> f.effect() == Effect.REPLACEMENT).count();
    if (!isUnclear(facts) && facts.switches().size() > Math.max(1, causes)) {
      violations.add("QuietWhenNothingHappens: " + facts.played() + " led to " + facts.switches());
    }
    return violations;
  }

  /** Nothing can be down before it was unreachable for down-after, whatever happened. */
  private List<String> early(Facts facts) {
    List<String> violations = new ArrayList<>();
    for (SentinelLine line : downs(facts)) {
      long after = line.atMillis() - beganMillis(facts, line);
      if (after < downAfterMillis - ROUNDING_MILLIS) {
        violations.add(
            "NeverEarly: %d ms after the fault, down-after %d: %s"
                .formatted(after, downAfterMillis, line));
      }
    }
    return violations;
  }

  /** What Vedette called down since the first fault. */
  private static List<SentinelLine> downs(Facts facts) {
    return facts.lines().stream()
        .filter(line -> line.event().equals("+sdown"))
        .filter(line -> line.kind() == Member.Kind.VEDETTE)
        .filter(line -> line.atMillis() >= facts.beganMillis())
        .toList();
  }

  /** When the fault of the instance in that line began, or else the first. */
  private static long beganMillis(Facts facts, SentinelLine line) {
    return facts.played().stream()
        .filter(played -> line.about().equals(played.victim()))
        .mapToLong(Played::beganMillis)
        .findFirst()
        .orElse(facts.beganMillis());
  }

  /**
   * What was away for clearly less than down-after was never down. Between that and down-after it
   * depends on when it was asked.
   */
  private List<String> tooShort(Facts facts) {
    if (!isTooShort(facts)) {
      return List.of();
    }
    return downs(facts).stream()
        .map(line -> "NeverEarly: away for only " + facts.wrongMillis() + " ms: " + line)
        .toList();
  }

  private boolean isTooShort(Facts facts) {
    return facts.faults().allMatch(fault -> fault.effect() == Effect.TOO_SHORT)
        && facts.wrongMillis() < downAfterMillis * 7 / 10;
  }

  private boolean mayReplace(Facts facts) {
    // A fault that was meant to be short may have become a long one on a busy machine.
    return facts
        .faults()
        .anyMatch(fault ->
            switch (fault.effect()) {
              case NONE -> false;
              case REPLACEMENT -> true;
              case TOO_SHORT -> !isTooShort(facts);
            });
  }

  /** Some faults may well replace the master more than once. */
  private static boolean isUnclear(Facts facts) {
    return facts
        .faults()
        .anyMatch(fault ->
            switch (fault.kind()) {
              case SPLIT, SLOW, LOSS, DEAF, MUTE -> true;
              default -> false;
            });
  }

  static boolean isOnly(Facts facts, Kind kind) {
    return facts.played().size() == 1 && facts.played().getFirst().fault().kind() == kind;
  }

  /** How often something was called down that no fault of the round had begun to touch. */
  static long falseAlarms(Facts facts) {
    return facts.lines().stream()
        .filter(line -> line.event().equals("+sdown"))
        .filter(line -> line.atMillis() < facts.beganMillis())
        .count();
  }
}
