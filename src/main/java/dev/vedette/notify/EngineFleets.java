package dev.vedette.notify;

import dev.vedette.engine.Engine;
import dev.vedette.notify.route.Fleet;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the engine, and does not wait for it for long. Thread-safe. */
public final class EngineFleets implements Fleets {

  private static final Logger log = LoggerFactory.getLogger(EngineFleets.class);
  private static final long PATIENCE_MILLIS = 1_000;

  private final Engine engine;
  private final String myId;

  /** With our run id, which never changes. */
  public EngineFleets(Engine engine, String myId) {
    this.engine = engine;
    this.myId = myId;
  }

  @Override
  public String myId() {
    return myId;
  }

  @Override
  public Fleet of(String master) {
    try {
      MasterView view =
          engine
              .<@Nullable MasterView>read(sentinel -> sentinel.master(master, engine.nowMillis()))
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return view == null ? Fleet.alone(myId) : new Fleet(myId, peers(view));
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The peers of master={} are not known now, so that we deliver: {}", master, e);
      return Fleet.alone(myId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Fleet.alone(myId);
    }
  }

  private static List<Fleet.Peer> peers(MasterView view) {
    return view.peers().stream()
        .map(peer ->
            new Fleet.Peer(
                peer.instance().runId(),
                peer.instance().sdownForMillis() == null,
                peer.saysMasterDown()))
        .toList();
  }
}
