package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one message costs in memory that is thrown away at once, measured on the thread that takes
 * it. The bounds are twice what it is, and a tenth of what it once was.
 */
class LeanTurnTest {

  private static final int GROUPS = 1_000;
  private static final int PORT = 6379;
  private static final int PEER_PORT = 26380;
  private static final String PEER_ID = "b".repeat(40);
  private static final int REPETITIONS = 200;
  private static final long START = 1_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Sentinel core = watching(1);
  private final List<Effect.Send> sent = new ArrayList<>();
  private ConnectionId commands = new ConnectionId(0);
  private ConnectionId hello = new ConnectionId(0);
  private ConnectionId peer = new ConnectionId(0);
  private long now = START;
  private long allocated;

  private static Sentinel watching(int groups) {
    List<MasterState> masters = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      masters.add(
          new MasterState(
              MasterSettings.of("m" + i, 2, Timings.DEFAULTS),
              Address.ofIp("127.0.0.1", PORT + i),
              0,
              0,
              List.of(),
              List.of(new PeerState(Address.ofIp("127.0.0.1", PEER_PORT), PEER_ID))));
    }
    DurableState state =
        new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), masters);
    return new Sentinel(state, 1, START);
  }

  private void start() {
    take(core.start(now));
    step(new Input.LinkUp(commands, "127.0.0.1", "127.0.0.1"));
    step(new Input.LinkUp(hello, "127.0.0.1", "127.0.0.1"));
    step(new Input.LinkUp(peer, "127.0.0.1", "127.0.0.1"));
  }

  private void step(Input input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    List<Effect> effects = core.step(input, now);
    allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
    take(effects);
  }

  private void take(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Connect connect when connect.address().port() == PORT -> {
          if (connect.purpose() == Effect.Purpose.COMMANDS) {
            commands = connect.connection();
          } else {
            hello = connect.connection();
          }
        }
        case Effect.Connect connect when connect.address().port() == PEER_PORT ->
            peer = connect.connection();
        case Effect.Send send -> sent.add(send);
        default -> {}
      }
    }
  }

  /**
   * Answers everything that was sent.
   *
   * @return how many were of that name and were sent there; only they are measured
   */
  private int answer(ConnectionId connection, String command, Reply reply) {
    int answered = 0;
    List<Effect.Send> all = List.copyOf(sent);
    sent.clear();
    for (Effect.Send send : all) {
      long before = allocated;
      String name = send.words().getFirst();
      boolean isMeasured = send.connection().equals(connection) && name.equals(command);
      Reply usual =
          name.equals("PING") ? new Reply.Status("PONG") : new Reply.Failure("ERR not today");
      step(new Input.Replied(send.connection(), send.ticket(), isMeasured ? reply : usual));
      answered += isMeasured ? 1 : 0;
      allocated = isMeasured ? allocated : before;
    }
    return answered;
  }

  private void tick() {
    now = Math.max(now, core.nextDeadline());
    take(core.step(new Input.Tick(), now));
  }

  /** Bytes for each answer, once everything that happens only once has happened. */
  private long bytesForEach(ConnectionId connection, String command, Reply reply) {
    int answers = 0;
    while (answers < 2 * REPETITIONS) {
      tick();
      int before = answers;
      answers += answer(connection, command, reply);
      if (before < REPETITIONS && answers >= REPETITIONS) {
        allocated = 0;
        answers = REPETITIONS;
      }
    }
    return allocated / REPETITIONS;
  }

  private static String info() {
    StringBuilder info = new StringBuilder("# Server\r\nrun_id:" + "c".repeat(40) + "\r\n");
    for (int i = 0; i < 180; i++) {
      info.append("mem_field_").append(i).append(':').append(i * 7919L).append("\r\n");
    }
    return info + "role:master\r\nconnected_slaves:0\r\nmaster_replid:" + "d".repeat(40) + "\r\n";
  }

  @Test
  void an_answer_to_ping_leaves_next_to_nothing_behind() {
    start();

    assertThat(bytesForEach(commands, "PING", new Reply.Status("PONG"))).isLessThan(800);
  }

  @Test
  void an_answer_of_a_sentinel_costs_the_same_however_many_masters_it_watches_with_us() {
    core = watching(GROUPS);
    start();

    assertThat(bytesForEach(peer, "PING", new Reply.Status("PONG"))).isLessThan(800);
  }

  @Test
  void an_info_is_read_where_it_lies() {
    start();
    String text = info();
    assertThat(text).hasSizeGreaterThan(3_000);

    assertThat(bytesForEach(commands, "INFO", new Reply.Text(text))).isLessThan(2_000);
  }

  @Test
  void a_hello_leaves_little_behind() {
    start();
    String payload = "127.0.0.1," + PEER_PORT + "," + PEER_ID + ",0,m0,127.0.0.1," + PORT + ",0";
    for (int i = 0; i < 2 * REPETITIONS; i++) {
      if (i == REPETITIONS) {
        allocated = 0;
      }
      step(new Input.HelloReceived(hello, payload));
    }

    assertThat(allocated / REPETITIONS).isLessThan(1_600);
  }
}
