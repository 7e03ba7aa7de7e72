package dev.vedette.observe;

import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.PendingScripts.Script;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * The scripts of masters that run or wait, at {@code /actuator/pendingscripts}: the same as {@code
 * SENTINEL PENDING-SCRIPTS} shows.
 */
@Component
@Endpoint(id = "pendingscripts")
public final class PendingScriptsEndpoint {

  private final PendingScripts scripts;

  PendingScriptsEndpoint(PendingScripts scripts) {
    this.scripts = scripts;
  }

  /** All scripts. */
  public record Listing(List<Script> scripts) {}

  /** All that run or wait, in the order they were queued. */
  @ReadOperation
  public Listing list() {
    return new Listing(scripts.list());
  }

  /** Cancels one; one that runs is killed, with its children. */
  @DeleteOperation
  public WebEndpointResponse<Void> cancel(@Selector long id) {
    return new WebEndpointResponse<>(
        scripts.cancel(id)
            ? WebEndpointResponse.STATUS_NO_CONTENT
            : WebEndpointResponse.STATUS_NOT_FOUND);
  }
}
