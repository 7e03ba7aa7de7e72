package dev.vedette.observe.endpoint;

import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.PendingScripts.Script;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/pendingscripts}: the scripts that run or wait, and taking one out. */
@Endpoint(id = "pendingscripts")
public final class PendingScriptsEndpoint {

  private final PendingScripts scripts;

  PendingScriptsEndpoint(PendingScripts scripts) {
    this.scripts = scripts;
  }

  /**
   * A script.
   *
   * @param kind {@code notification} or {@code client_reconfig}
   * @param command the path and the arguments
   * @param runTimeMillis how long it has been running, 0 while it waits
   * @param runDelayMillis how long until it may run
   */
  public record PendingScript(
      long id,
      String kind,
      String master,
      List<String> command,
      boolean running,
      long pid,
      long runTimeMillis,
      long runDelayMillis,
      int retries) {

    static PendingScript of(Script script) {
      return new PendingScript(
          script.id(),
          script.kind().name().toLowerCase(Locale.ROOT),
          script.master(),
          script.argv(),
          script.running(),
          script.pid(),
          script.runTimeMillis(),
          script.runDelayMillis(),
          script.retryNum());
    }
  }

  /**
   * All of them.
   *
   * @param scripts in the order in which they were queued
   */
  public record Queue(List<PendingScript> scripts) {}

  /** The scripts that run or wait. */
  @ReadOperation
  public Queue list() {
    return new Queue(scripts.list().stream().map(PendingScript::of).toList());
  }

  /** Takes a script out of the queue, or kills it; 404 when there is none of that id. */
  @DeleteOperation
  public WebEndpointResponse<Object> cancel(@Selector long id) {
    return scripts.cancel(id)
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT)
        : Problems.unknownScript(id);
  }
}
