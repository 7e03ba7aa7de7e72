package dev.vedette.api.access;

import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;

/**
 * The sentinel, as controllers see it. All methods wait for the engine for a bounded time; when it
 * does not answer they throw a {@link dev.vedette.api.problem.ProblemException} of status 503.
 */
public interface SentinelAccess {

  /** The global settings. */
  SentinelSettings settings();

  /** Everything. */
  SentinelView view();

  /**
   * One master.
   *
   * @throws dev.vedette.api.problem.ProblemException 404 with the known names when there is none
   */
  MasterView master(String name);

  /**
   * The ranking of a master's replicas for promotion, best first.
   *
   * @throws dev.vedette.api.problem.ProblemException 404 with the known names when there is none
   */
  List<Verdict> candidates(String name);

  /** Asks for something and waits until the answer is there, saved if it has to be. */
  Answer ask(Request request);

  /**
   * Asks for something that is answered by {@link Answer.Ok}.
   *
   * @throws dev.vedette.api.problem.ProblemException for every other answer
   */
  void change(Request request);
}
