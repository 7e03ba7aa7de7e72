package dev.vedette.resp.handler;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** {@code INFO server}. */
public final class ServerSection implements InfoSection {
  private static final int LRU_CLOCK_BITS = 24;

  private final ServerIdentity identity;
  private final IntSupplier port;
  private final long startedNanos = System.nanoTime();

  /** Tells about a server at that port. */
  public ServerSection(ServerIdentity identity, IntSupplier port) {
    this.identity = identity;
    this.port = port;
  }

  @Override
  public String name() {
    return "Server";
  }

  @Override
  public void describe(InfoText text) {
    long uptimeSeconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
    long millis = System.currentTimeMillis();
    text.line("redis_version", identity.redisVersion())
        .line("redis_git_sha1", "00000000")
        .line("redis_git_dirty", 0)
        .line("redis_build_id", "0")
        .line("redis_mode", "sentinel")
        .line(
            "os",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch"))
        .line("arch_bits", 64)
        .line("monotonic_clock", "System.nanoTime")
        .line("multiplexing_api", "epoll")
        .line("atomicvar_api", "java.util.concurrent")
        .line("gcc_version", "0.0.0")
        .line("process_id", ProcessHandle.current().pid())
        .line("process_supervised", "no")
        .line("run_id", identity.runId())
        .line("tcp_port", port.getAsInt())
        .line("server_time_usec", millis * 1000)
        .line("uptime_in_seconds", uptimeSeconds)
        .line("uptime_in_days", TimeUnit.SECONDS.toDays(uptimeSeconds))
        .line("hz", 1)
        .line("configured_hz", 1)
        .line("lru_clock", (millis / 1000) & ((1 << LRU_CLOCK_BITS) - 1))
        .line("executable", ProcessHandle.current().info().command().orElse(""))
        .line("config_file", identity.configFile() == null ? "" : identity.configFile())
        .line("io_threads_active", 0)
        .line("vedette_version", identity.vedetteVersion())
        .line("java_version", ManagementFactory.getRuntimeMXBean().getVmVersion());
  }
}
