package dev.vedette.night;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks every node again and again how far its replication is. */
final class NodeWatch implements AutoCloseable {

  private static final int PERIOD_MILLIS = 40;

  private final Repeating repeating = new Repeating();
  private final List<NodeSample> samples = new ArrayList<>();

  NodeWatch(Ground ground) {
    for (Member node : ground.nodes()) {
      repeating.every(PERIOD_MILLIS, new Look(node)::once);
    }
  }

  private final class Look {

    private final Member node;
    private @Nullable Wire wire;

    Look(Member node) {
      this.node = node;
    }

    void once() {
      try {
        Wire present = wire;
        if (present == null) {
          present = node.look();
          wire = present;
        }
        long before = System.currentTimeMillis();
        String info = present.text("INFO replication");
        add(NodeSample.read(node.address(), before, System.currentTimeMillis(), info));
      } catch (IOException e) {
        // It is dead, frozen or cut off: the faults' business, not ours.
        if (wire != null) {
          wire.close();
          wire = null;
        }
      }
    }
  }

  private synchronized void add(NodeSample sample) {
    samples.add(sample);
  }

  /** What was seen since the last call, which begins anew. */
  synchronized List<NodeSample> take() {
    repeating.requireHealth();
    List<NodeSample> taken = List.copyOf(samples);
    samples.clear();
    return taken;
  }

  @Override
  public void close() {
    repeating.close();
  }
}
