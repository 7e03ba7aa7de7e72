package dev.vedette.notify.alert;

import java.util.Map;

/** Alerts in plain words, for people who do not know the protocol. */
public final class AlertText {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("+monitor", "is being watched"),
          Map.entry("-monitor", "is not watched any more"),
          Map.entry("+set", "has a changed option"),
          Map.entry("+reset-master", "was reset"),
          Map.entry("+sdown", "does not answer this sentinel"),
          Map.entry("-sdown", "answers this sentinel again"),
          Map.entry("+odown", "is down: enough sentinels agree"),
          Map.entry("-odown", "is not agreed to be down any more"),
          Map.entry("+new-epoch", "a new epoch has begun"),
          Map.entry("+try-failover", "a failover is being tried"),
          Map.entry("+vote-for-leader", "this sentinel voted for a leader"),
          Map.entry("+elected-leader", "this sentinel leads the failover"),
          Map.entry("+failover-state-select-slave", "a replica is being chosen"),
          Map.entry("+selected-slave", "was chosen for promotion"),
          Map.entry("+promoted-slave", "was promoted to master"),
          Map.entry("+failover-state-reconf-slaves", "the other replicas are being moved"),
          Map.entry("+failover-end", "the failover is complete"),
          Map.entry("+failover-end-for-timeout", "the failover ended by timeout"),
          Map.entry("-failover-abort-not-elected", "the failover failed: no leader was elected"),
          Map.entry("-failover-abort-no-good-slave", "the failover failed: no replica is fit"),
          Map.entry(
              "-failover-abort-slave-timeout", "the failover failed: promotion took too long"),
          Map.entry(
              "-failover-abort-not-saved", "the failover failed: the state could not be saved"),
          Map.entry("+memory-short", "this sentinel is short of memory and takes nobody new"),
          Map.entry("-memory-short", "this sentinel has enough memory again"),
          Map.entry("+votes-withheld", "this sentinel cannot save its state and does not vote"),
          Map.entry("-votes-withheld", "this sentinel saves its state again and votes"),
          Map.entry("-failover-abort-refused", "the failover failed: it was refused"),
          Map.entry(
              "-failover-abort-overtaken", "the failover is over: another sentinel's is newer"),
          Map.entry("+switch-master", "the master has moved"),
          Map.entry("+config-update-from", "another sentinel moved the master"),
          Map.entry("+tilt", "this sentinel is in TILT and acts no more"),
          Map.entry("-tilt", "this sentinel has left TILT"),
          Map.entry(
              "+master-set-aside", "is not looked after any more, by a fault of this sentinel"),
          Map.entry("+limit-reached", "has more sentinels or replicas than can be watched"),
          Map.entry("-master-set-aside", "is looked after again"),
          Map.entry("+sentinel-duplicate-id", "one run id is used by two sentinels"),
          Map.entry("+epoch-refused", "a sentinel names an epoch that cannot be"),
          Map.entry("+epoch-reset", "this sentinel has given up an epoch that nobody else has"),
          Map.entry("+state-line-set-aside", "a line of the saved state cannot be read"),
          Map.entry("+reboot", "was restarted"),
          Map.entry("+foreign-node", "seems to be of another group, and is left alone"),
          Map.entry("-foreign-node", "is not taken for one of another group any more"),
          Map.entry("+foreign-sentinel", "watches another group under the same name"),
          Map.entry("+node-refuses", "refuses what it is told"),
          Map.entry("+data-lost", "has come back without its data"),
          Map.entry("-script-error", "a script failed"),
          Map.entry("-script-timeout", "a script took too long and was killed"),
          Map.entry(
              Findings.ODOWN_WITHOUT_FAILOVER, "has been down for a minute without a failover"),
          Map.entry(Findings.DEAD_LETTER, "a notification could not be delivered"),
          Map.entry(Findings.QUEUE_FULL, "too many notifications wait for a channel"),
          Map.entry(Findings.CHANNEL_DISABLED, "a notification channel was disabled"),
          Map.entry(Findings.EVENTS_LOST, "events were lost before they could be told"),
          Map.entry(Findings.NOT_STORED, "notifications cannot be stored"),
          Map.entry(Findings.TEST, "this is a test"));

  private AlertText() {}

  /** How bad it is. */
  public enum Severity {
    /** Clients suffer, or will unless somebody acts. */
    CRITICAL,
    /** Something is wrong. */
    WARNING,
    /** Worth knowing. */
    INFO
  }

  /** One sentence without a full stop. */
  public static String sentence(Alert alert) {
    String words = WORDS.getOrDefault(alert.event(), alert.event());
    var subject = alert.subject();
    if (alert.event().equals("+switch-master")) {
      String[] parts = alert.payload().split(" ", -1);
      if (parts.length == 5) {
        return "master %s has moved from %s:%s to %s:%s"
            .formatted(parts[0], parts[1], parts[2], parts[3], parts[4]);
      }
    }
    if (subject == null) {
      return alert.master() == null ? words : "master " + alert.master() + ": " + words;
    }
    String kind = subject.kind().equals("slave") ? "replica" : subject.kind();
    String name =
        subject.kind().equals("master")
            ? subject.name() + " (" + subject.host() + ":" + subject.port() + ")"
            : subject.host() + ":" + subject.port();
    return kind + " " + name + (words.startsWith("the ") || isClause(words) ? ": " : " ") + words;
  }

  private static boolean isClause(String words) {
    return words.startsWith("a ") || words.startsWith("this ") || words.startsWith("another ");
  }

  /** How bad it is. */
  public static Severity severity(Alert alert) {
    if (alert.isFailedFailover()) {
      return Severity.CRITICAL;
    }
    return switch (alert.event()) {
      case "+odown",
          "+tilt",
          "+master-set-aside",
          "+votes-withheld",
          "+data-lost",
          Findings.ODOWN_WITHOUT_FAILOVER ->
          Severity.CRITICAL;
      case "+sdown",
          "+try-failover",
          "+switch-master",
          "+failover-end-for-timeout",
          "+foreign-node",
          "+foreign-sentinel",
          "+node-refuses",
          "-script-error",
          "-script-timeout",
          Findings.DEAD_LETTER,
          Findings.QUEUE_FULL,
          Findings.CHANNEL_DISABLED,
          Findings.EVENTS_LOST,
          Findings.NOT_STORED ->
          Severity.WARNING;
      default -> Severity.INFO;
    };
  }
}
