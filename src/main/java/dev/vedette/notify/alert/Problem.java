package dev.vedette.notify.alert;

import dev.vedette.sentinel.event.Event;
import org.jspecify.annotations.Nullable;

/** Problems last: one alert opens them, another closes them. Other alerts are over when told. */
public final class Problem {

  private static final String SDOWN = "sdown/";
  private static final String ODOWN = "odown/";
  private static final String OUTAGE = "outage/";
  private static final String ASIDE = "aside/";
  private static final String UNSAVED = "unsaved";
  private static final String MEMORY = "memory";
  private static final String TILT = "tilt";

  private Problem() {}

  /** Key of the problem that this alert opens, null for none. */
  public static @Nullable String openedBy(Alert alert) {
    return switch (alert.event()) {
      case "+sdown" -> SDOWN + instance(alert);
      case "+odown" -> ODOWN + alert.master();
      case "+master-set-aside" -> ASIDE + alert.master();
      case "+votes-withheld" -> UNSAVED;
      case "+memory-short" -> MEMORY;
      case "+tilt" -> TILT;
      case Findings.ODOWN_WITHOUT_FAILOVER -> OUTAGE + alert.master();
      default -> null;
    };
  }

  /**
   * Whether this alert ends a problem.
   *
   * @param problem key of an open problem
   * @param opener the alert that opened it
   */
  public static boolean closes(Alert alert, String problem, Alert opener) {
    return switch (alert.event()) {
      case "-sdown" -> problem.equals(SDOWN + instance(alert));
      case "-odown" ->
          problem.equals(ODOWN + alert.master()) || problem.equals(OUTAGE + alert.master());
      case "-master-set-aside" -> problem.equals(ASIDE + alert.master());
      case "-votes-withheld" -> problem.equals(UNSAVED);
      case "-memory-short" -> problem.equals(MEMORY);
      case "-tilt" -> problem.equals(TILT);
      // The master of that name is another instance now: what was wrong with the old one is over.
      case "+switch-master" -> ofMaster(alert, opener) && isAboutMaster(opener);
      case "+reset-master", "-monitor" -> ofMaster(alert, opener);
      default -> false;
    };
  }

  private static boolean ofMaster(Alert alert, Alert opener) {
    return alert.master() != null && alert.master().equals(opener.master());
  }

  private static boolean isAboutMaster(Alert opener) {
    Event.Subject subject = opener.subject();
    return subject == null || subject.kind().equals("master");
  }

  private static String instance(Alert alert) {
    Event.Subject subject = alert.subject();
    return alert.master() + (subject == null ? "" : "/" + subject.kind() + "/" + subject.name());
  }
}
