package dev.vedette.api.notification;

import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Says what is the matter when the queue's file cannot be used. */
final class QueueAccess {

  private QueueAccess() {}

  static <T> T of(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException e) {
      String cause = String.valueOf(e.getMostSpecificCause().getMessage());
      throw ProblemType.QUEUE_UNAVAILABLE
          .because("The queue cannot be used now: " + cause)
          .hint("Look for a full disk. Nothing was changed.");
    }
  }

  static ProblemException unknownDelivery(long id) {
    return ProblemType.UNKNOWN_DELIVERY
        .because("There is no delivery " + id + ".")
        .hint("It may have been over for so long that it is no longer kept.");
  }
}
