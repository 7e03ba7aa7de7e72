package dev.vedette.bench.scenario;

import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Kind;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.SentinelLog;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Three sentinels of one kind that watch the same. */
final class Trio implements AutoCloseable {

  static final int SIZE = 3;
  private static final Duration TO_START = Duration.ofMinutes(5);

  private final List<SentinelProcess> members = new ArrayList<>();

  static Trio start(Kind kind, Path folder, List<String> lines) throws IOException {
    Trio trio = new Trio();
    try {
      for (int i = 0; i < SIZE; i++) {
        trio.members.add(
            SentinelProcess.start(
                kind, folder.resolve("sentinel-" + i), lines, Watched.environment(Ports.free())));
      }
      trio.members.forEach(member -> member.awaitPong(TO_START));
    } catch (IOException | RuntimeException e) {
      trio.close();
      throw e;
    }
    return trio;
  }

  /**
   * Waits until each of them sees all masters up, with that many replicas and both of the others.
   */
  void awaitComplete(int masters, int replicas, Duration limit) {
    String wanted = ",slaves=" + replicas + ",sentinels=" + SIZE;
    for (SentinelProcess member : members) {
      Waiting.untilTrue(
          "all to be found by " + member.kind().title(),
          limit,
          Duration.ofMillis(250),
          () -> complete(member, masters, wanted));
    }
  }

  private static boolean complete(SentinelProcess member, int masters, String wanted) {
    if (!member.alive()) {
      throw new BenchException("it ended: " + member.log().end());
    }
    try (Jedis client = member.connect()) {
      List<String> lines = SentinelProcess.masters(client);
      return lines.size() == masters
          && lines.stream().allMatch(line -> line.contains("status=ok") && line.endsWith(wanted));
    } catch (JedisException notYet) {
      return false;
    }
  }

  List<SentinelProcess> members() {
    return members;
  }

  List<SentinelLog> logs() {
    return members.stream().map(SentinelProcess::log).toList();
  }

  @Override
  public void close() {
    members.forEach(SentinelProcess::kill);
    members.forEach(SentinelProcess::close);
  }
}
