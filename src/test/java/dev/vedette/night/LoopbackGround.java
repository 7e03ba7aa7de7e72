package dev.vedette.night;

import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All on loopback, which needs no rights; networks cannot fail there. */
final class LoopbackGround implements Ground {

  private final RedisLab lab;
  private final List<Member> nodes = new ArrayList<>();
  private final List<Member> sentinels = new ArrayList<>();

  /** Starts everything in that lab, which ends it. */
  LoopbackGround(RedisLab lab, NightSettings settings) {
    this.lab = lab;
    RedisProcess master = lab.redis(withOwnData(0));
    List<RedisProcess> replicas = new ArrayList<>();
    for (int i = 1; i < NightSettings.NODES; i++) {
      replicas.add(lab.replicaOf(master, null, withOwnData(i)));
    }
    RedisGroup group = new RedisGroup(master, replicas).awaitReplication();
    group.nodes().forEach(node -> nodes.add(new Member(node, Member.Kind.NODE, null, null)));
    String[] lines = settings.configuration(master.host(), master.port());
    for (int i = 1; i < settings.sentinels(); i++) {
      sentinels.add(new Member(lab.vedette(lines), Member.Kind.VEDETTE, null, null));
    }
    sentinels.add(new Member(lab.sentinel(lines), Member.Kind.STOCK_SENTINEL, null, null));
    sentinels.forEach(LoopbackGround::askForNewsOften);
  }

  /** The night is short: what is seen by INFO, or patient for some hellos, takes seconds else. */
  private static void askForNewsOften(Member sentinel) {
    try (Wire wire = sentinel.look()) {
      wire.text("SENTINEL DEBUG INFO-PERIOD 1000 PUBLISH-PERIOD 500");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node that keeps its data over a kill: losses come from failovers alone. */
  private static String[] withOwnData(int number) {
    return new String[] {"--appendonly", "yes", "--appendfilename", "aof-" + number + ".aof"};
  }

  @Override
  public List<Member> nodes() {
    return nodes;
  }

  @Override
  public List<Member> sentinels() {
    return sentinels;
  }

  @Override
  public @Nullable String clientAddress() {
    return null;
  }

  @Override
  public boolean isolated() {
    return false;
  }

  @Override
  public String description() {
    return "loopback";
  }

  @Override
  public void close() {
    lab.close();
  }
}
