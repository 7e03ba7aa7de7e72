package dev.vedette.api.access;

import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineUnavailableException;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the engine, and waits on the thread of the web request. */
public final class EngineAccess implements SentinelAccess {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Engine engine;

  /** Access to that engine. */
  public EngineAccess(Engine engine) {
    this.engine = engine;
  }

  @Override
  public SentinelSettings settings() {
    return read(Sentinel::settings);
  }

  @Override
  public SentinelView view() {
    return read(sentinel -> sentinel.view(engine.nowMillis()));
  }

  @Override
  public MasterView master(String name) {
    MasterView master = this.<@Nullable MasterView>read(s -> s.master(name, engine.nowMillis()));
    if (master == null) {
      throw unknown(name);
    }
    return master;
  }

  @Override
  public List<Verdict> candidates(String name) {
    List<Verdict> candidates =
        this.<@Nullable List<Verdict>>read(s -> s.candidates(name, engine.nowMillis()));
    if (candidates == null) {
      throw unknown(name);
    }
    return candidates;
  }

  @Override
  public Answer ask(Request request) {
    Answer answer = await(engine.request(request));
    if (answer instanceof Answer.Refused(Answer.Refusal reason, String detail)
        && reason == Answer.Refusal.UNKNOWN_MASTER) {
      throw AnswerProblems.unknownMaster(detail, names());
    }
    return answer;
  }

  @Override
  public void change(Request request) {
    AnswerProblems.requireOk(ask(request));
  }

  private <T extends @Nullable Object> T read(Function<Sentinel, T> question) {
    return await(engine.read(question));
  }

  private ProblemException unknown(String name) {
    return AnswerProblems.unknownMaster("No master is called '" + name + "'.", names());
  }

  private List<String> names() {
    return view().masters().stream().map(MasterView::name).toList();
  }

  private static <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable(
          "The engine did not answer within " + PATIENCE.toSeconds() + " seconds.",
          "A change may still take effect; look before you repeat it.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("The request was interrupted.", "Vedette is probably stopping.");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case EngineUnavailableException refused -> unavailable(refused);
        case null, default -> new IllegalStateException("The engine failed", e);
      };
    }
  }

  private static ProblemException unavailable(EngineUnavailableException refused) {
    return switch (refused.reason()) {
      case BUSY ->
          unavailable("The engine has too much to do.", "Nothing was changed; try again soon.");
      case STOPPED -> unavailable("Vedette is stopping.", "Ask again when it is back.");
      case FAILED -> ProblemType.INTERNAL_ERROR.because("The engine failed on this request.");
    };
  }

  private static ProblemException unavailable(String detail, String hint) {
    return ProblemType.ENGINE_UNAVAILABLE.because(detail).hint(hint);
  }
}
