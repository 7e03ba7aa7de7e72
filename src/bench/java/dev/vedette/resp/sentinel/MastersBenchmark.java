package dev.vedette.resp.sentinel;

import dev.vedette.bench.micro.Cores;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespEncoder;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the reply to SENTINEL MASTERS costs, from the view of the core to the bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MastersBenchmark {

  /** How many masters are watched. */
  @Param({"300", "3000"})
  public int masters;

  private @Nullable SentinelView view;

  /** Everything is found before the first measurement. */
  @Setup
  public void watch() {
    view = Cores.view(masters);
  }

  /** All of it. */
  @Benchmark
  public byte[] sentinel_masters() {
    List<RespValue> items =
        Objects.requireNonNull(view).masters().stream().map(InstanceReplies::master).toList();
    return RespEncoder.encode(RespValue.array(items), ProtocolVersion.RESP2);
  }
}
