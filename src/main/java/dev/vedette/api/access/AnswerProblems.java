package dev.vedette.api.access;

import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.shape.VerdictResource;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Answer.Refusal;
import java.util.List;

/** Turns the core's answers that are no success into problems. */
public final class AnswerProblems {

  private AnswerProblems() {}

  /**
   * Returns when the answer is {@link Answer.Ok}.
   *
   * @throws ProblemException for every other one
   */
  public static void requireOk(Answer answer) {
    if (!(answer instanceof Answer.Ok)) {
      throw of(answer);
    }
  }

  /** The problem that an answer is which is no success. */
  public static ProblemException of(Answer answer) {
    return switch (answer) {
      case Answer.Refused(Refusal reason, String detail) -> refused(reason, detail);
      case Answer.NoGoodReplica(List<Verdict> verdicts) -> noGoodReplica(verdicts);
      case Answer.NotSaved() ->
          ProblemType.NOT_SAVED
              .because("The change could not be written to disk.")
              .hint("See the log for the reason: the disk may be full or the file not writable.");
      case Answer.Ok _, Answer.Count _, Answer.MasterDown _, Answer.FailoverStarted _ ->
          ProblemType.INTERNAL_ERROR.because("The engine gave an answer that does not fit.");
    };
  }

  /** A master that does not exist. */
  public static ProblemException unknownMaster(String detail, List<String> names) {
    return ProblemType.UNKNOWN_MASTER
        .because(detail)
        .hint("Use one of the known names, or add the master with POST /api/v1/masters.")
        .known(names);
  }

  private static ProblemException refused(Refusal reason, String detail) {
    return switch (reason) {
      case UNKNOWN_MASTER -> unknownMaster(detail, List.of());
      case UNKNOWN_REPLICA ->
          ProblemType.UNKNOWN_REPLICA
              .because(detail)
              .hint("GET /api/v1/masters/{name}/replicas lists them.");
      case DUPLICATE_MASTER ->
          ProblemType.DUPLICATE_MASTER
              .because(detail)
              .field("name")
              .hint("Choose another name, or change the present one with PATCH.");
      case INVALID_NAME -> ProblemType.INVALID_FIELD.because(detail).field("name");
      case INVALID_PORT -> ProblemType.INVALID_FIELD.because(detail).field("port");
      case INVALID_QUORUM -> ProblemType.INVALID_FIELD.because(detail).field("quorum");
      case INVALID_OPTION -> ProblemType.INVALID_FIELD.because(detail);
      case UNRESOLVED_HOST -> ProblemType.UNRESOLVED_HOST.because(detail).field("host");
      case FAILOVER_IN_PROGRESS ->
          ProblemType.FAILOVER_IN_PROGRESS
              .because(detail)
              .hint("Wait until it has ended; GET /api/v1/failovers shows where it stands.");
      case SCRIPTS_DENIED -> scriptsDenied(detail);
      case NOT_SUPPORTED -> ProblemType.NOT_SUPPORTED.because(detail);
      case TOO_MANY_MASTERS -> ProblemType.INVALID_FIELD.because(detail).field("name");
      case NOT_SAVED -> ProblemType.NOT_SAVED.because(detail);
      case MEMORY_SHORT ->
          ProblemType.ENGINE_UNAVAILABLE
              .because(detail)
              .hint("Give the process a larger heap, or let it watch fewer masters.");
      case SET_ASIDE ->
          ProblemType.ENGINE_UNAVAILABLE
              .because(detail)
              .hint("POST /api/v1/reset has it looked at again at once; the log has the fault.");
    };
  }

  /** Script paths that must not be changed at run time. */
  public static ProblemException scriptsDenied(String detail) {
    return ProblemType.SCRIPTS_DENIED
        .because(detail)
        .hint("Set 'sentinel deny-scripts-reconfig no' in the configuration and restart.");
  }

  private static ProblemException noGoodReplica(List<Verdict> verdicts) {
    return ProblemType.NO_GOOD_REPLICA
        .because(
            verdicts.isEmpty()
                ? "The master has no replica."
                : "None of its %d replicas can be promoted.".formatted(verdicts.size()))
        .hint("The verdicts say what is wrong with each replica.")
        .with("verdicts", verdicts.stream().map(VerdictResource::of).toList());
  }
}
