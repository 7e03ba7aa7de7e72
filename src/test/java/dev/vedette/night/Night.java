package dev.vedette.night;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the faults of a night one round after the other, and judges each round. */
final class Night implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Night.class);

  private final Ground ground;
  private final NightSettings settings;
  private final Path evidence;
  private final Random random;
  private final Injector injector;
  private final Convergence convergence;
  private final Judge judge;
  private final SentinelLogs logs;
  private final Ledger ledger = new Ledger();
  private final Announcements announcements = new Announcements();
  private final Elections elections = new Elections();
  private final Clients clients;
  private final NodeWatch nodeWatch;
  private final HelloWatch helloWatch;

  /**
   * Begins to write and to watch.
   *
   * @param evidence the folder for what is known of rounds that went wrong
   */
  Night(Ground ground, NightSettings settings, Path evidence) {
    this.ground = ground;
    this.settings = settings;
    this.evidence = evidence;
    random = new Random(settings.seed());
    injector = new Injector(ground);
    convergence = new Convergence(ground, settings);
    judge = new Judge(settings.downAfterMillis());
    logs = new SentinelLogs(ground);
    clients = new Clients(ground, ledger);
    nodeWatch = new NodeWatch(ground);
    helloWatch = new HelloWatch(ground, announcements);
  }

  /** Plays all of it; stops early only when the group does not come to rest any more. */
  NightReport play() {
    List<RoundResult> results = new ArrayList<>();
    List<List<Fault>> rounds = Faults.of(settings, ground.isolated());
    String master = awaitRest(missing -> {});
    for (int i = 0; i < rounds.size(); i++) {
      Round round = new Round(i + 1, rounds.get(i), master);
      RoundResult result = round.play();
      results.add(result);
      LOG.info("{}", NightReport.line(result));
      result.violations().forEach(violation -> LOG.warn("{}", violation));
      if (round.end.isEmpty()) {
        break;
      }
      master = round.end;
    }
    return new NightReport(settings, ground, results, ledger.total());
  }

  /** Returns the master; tells what it waited for last. */
  private String awaitRest(Consumer<String> lastMissing) {
    AtomicReference<Convergence.Outcome> last =
        new AtomicReference<>(new Convergence.Outcome("", "nothing was seen yet"));
    try {
      await("rest")
          .atMost(Duration.ofMillis(settings.boundMillis()))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            last.set(convergence.look());
            if (!last.get().reached()) {
              lastMissing.accept(last.get().missing());
            }
            return last.get().reached();
          });
    } catch (ConditionTimeoutException e) {
      throw new NoRestException(last.get().missing(), e);
    }
    return last.get().master();
  }

  /** The group does not come to rest. */
  private static final class NoRestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRestException(String missing, Throwable cause) {
      super(missing, cause);
    }
  }

  @Override
  public void close() {
    clients.close();
    helloWatch.close();
    nodeWatch.close();
  }

  /** One round: calm, faults, healing, rest, judgement. */
  private final class Round {

    private final int number;
    private final List<Fault> faults;
    private final String master;
    private final long firstEpoch = announcements.newestEpoch();
    private final List<Played> played = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private String waitedFor = "";

    /** The master at the end, empty when the group did not come to rest. */
    private String end = "";

    Round(int number, List<Fault> faults, String master) {
      this.number = number;
      this.faults = faults;
      this.master = master;
    }

    RoundResult play() {
      LOG.info("round {}: {}, master {}", number, faults, master);
      var _ = nodeWatch.take();
      helloWatch.requireHealth();
      clients.enterRound(number);
      // So that faults meet every phase of pings and hellos.
      hold(1_000 + random.nextInt(1_500));
      List<Injector.Running> running = inject();
      hold(
          faults.stream().mapToLong(Fault::holdMillis).max().orElse(0)
              - sinceMillis(played.getFirst().beganMillis()));
      if (faults.stream().anyMatch(Fault::untilSwitch)) {
        awaitSwitch();
      }
      running.reversed().forEach(Injector.Running::heal);
      long healed = System.currentTimeMillis();
      settle();
      return judged(healed, sinceMillis(healed));
    }

    private List<Injector.Running> inject() {
      List<Injector.Running> running = new ArrayList<>();
      for (Fault fault : faults) {
        hold(fault.delayMillis());
        String victim = injector.victimOf(fault, master);
        played.add(new Played(fault, victim, System.currentTimeMillis()));
        running.add(injector.begin(fault, master));
      }
      return running;
    }

    private void awaitSwitch() {
      try {
        await("another master")
            .atMost(Duration.ofMillis(settings.boundMillis()))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> !announcements.switchesSince(firstEpoch).isEmpty());
      } catch (ConditionTimeoutException e) {
        violations.add(
            "EndsWithinABound: no other master after "
                + settings.boundMillis()
                + " ms of "
                + faults);
      }
    }

    private void settle() {
      try {
        end = awaitRest(missing -> waitedFor = missing);
      } catch (NoRestException e) {
        violations.add(
            "Converges: not within %d ms after %s: %s"
                .formatted(settings.boundMillis(), faults, e.getMessage()));
      }
    }

    private RoundResult judged(long healed, long convergedMillis) {
      List<SentinelLine> lines = logs.take();
      List<Switch> switches = announcements.switchesSince(firstEpoch);
      long gapMillis =
          ledger.longestGapMillis(
              number, played.getFirst().beganMillis(), healed + convergedMillis);
      List<Acknowledged> lost = end.isEmpty() ? List.of() : missing();
      Facts facts = new Facts(played, healed, lines, switches, nodeWatch.take(), lost);
      Losses losses = new Losses(facts);
      violations.addAll(judge.violations(facts));
      violations.addAll(elections.read(lines));
      violations.addAll(announcements.takeViolations());
      violations.addAll(losses.unaccounted());
      if (!violations.isEmpty()) {
        keep(facts);
      }
      return new RoundResult(
          number,
          faults,
          switches.size(),
          switches.isEmpty() ? -1 : switches.getFirst().atMillis() - facts.beganMillis(),
          gapMillis,
          convergedMillis,
          waitedFor,
          losses.accounted(),
          losses.staleMillis(),
          Judge.falseAlarms(facts),
          List.copyOf(violations));
    }

    /** What the master no longer has, of this round and of all before. */
    private List<Acknowledged> missing() {
      long until = System.currentTimeMillis();
      List<Acknowledged> missing = new ArrayList<>();
      try (Wire wire = ground.nodeAt(end).look()) {
        for (int round : ledger.rounds()) {
          boolean present =
              round != number
                  && Long.parseLong(wire.text("SCARD " + Writer.key(round))) >= ledger.count(round);
          if (!present) {
            Set<Long> tokens =
                wire.texts("SMEMBERS " + Writer.key(round)).stream()
                    .map(Long::valueOf)
                    .collect(Collectors.toCollection(HashSet::new));
            missing.addAll(ledger.strikeMissing(round, until, tokens));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the master cannot be read", e);
      }
      return missing;
    }

    private void keep(Facts facts) {
      List<String> text = new ArrayList<>(violations);
      text.add("");
      text.add("Round " + number + ", began " + facts.beganMillis() + ": " + played);
      text.add("Healed " + facts.healedMillis() + "; switches " + facts.switches());
      text.add("Again: " + settings.command(ground.isolated()));
      text.add("");
      facts.lines().forEach(line -> text.add(line.toString()));
      text.add("");
      facts.lost().forEach(write -> text.add("lost " + write));
      facts.samples().forEach(sample -> text.add(sample.toString()));
      try {
        Files.createDirectories(evidence);
        Files.write(evidence.resolve("round-" + number + ".txt"), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static long sinceMillis(long then) {
    return System.currentTimeMillis() - then;
  }

  /** Lets a fault last: time passes, and nothing is waited for. */
  private static void hold(long millis) {
    if (millis > 0) {
      await("time passes")
          .pollDelay(Duration.ofMillis(millis))
          .atMost(Duration.ofMillis(millis + 10_000))
          .until(() -> true);
    }
  }
}
