package dev.vedette.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vedette.sentinel.message.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/** The two protocols, type by type, and arbitrary bytes. */
class ReplyReaderTest {

  private static final LinkSettings.Limits LIMITS = LinkSettings.Limits.ofHeap(1L << 30);

  private final ReplyMemory memory = new ReplyMemory(LIMITS.replyBytesOfAllLinks());
  private final List<List<Reply>> pushes = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();

  private ReplyReader reader(byte[] raw) {
    return reader(new ByteArrayInputStream(raw));
  }

  private ReplyReader reader(InputStream in) {
    return new ReplyReader(new RedisInputStream(in), LIMITS, memory, pushes::add);
  }

  private Reply read(String raw) throws IOException {
    reader(raw.getBytes(StandardCharsets.UTF_8)).readInto(replies::add);
    return replies.getLast();
  }

  @Test
  void reads_what_both_protocols_share() throws IOException {
    assertThat(read("+PONG\r\n")).isEqualTo(new Reply.Status("PONG"));
    assertThat(read("-BUSY Redis is busy\r\n")).isEqualTo(new Reply.Failure("BUSY Redis is busy"));
    assertThat(read(":-42\r\n")).isEqualTo(new Reply.Number(-42));
    assertThat(read("$6\r\na\r\nb\0é\r\n".replace("$6", "$7")))
        .isEqualTo(new Reply.Text("a\r\nb\0é"));
    assertThat(read("$0\r\n\r\n")).isEqualTo(new Reply.Text(""));
    assertThat(read("*3\r\n:1\r\n*0\r\n$1\r\nx\r\n"))
        .isEqualTo(
            new Reply.Many(
                List.of(new Reply.Number(1), new Reply.Many(List.of()), new Reply.Text("x"))));
    assertThat(read("$-1\r\n")).isEqualTo(new Reply.Nothing());
    assertThat(read("*-1\r\n")).isEqualTo(new Reply.Nothing());
  }

  @Test
  void reads_what_only_resp3_has() throws IOException {
    assertThat(read("_\r\n")).isEqualTo(new Reply.Nothing());
    assertThat(read("#t\r\n")).isEqualTo(new Reply.Number(1));
    assertThat(read("#f\r\n")).isEqualTo(new Reply.Number(0));
    assertThat(read(",3.25\r\n")).isEqualTo(new Reply.Text("3.25"));
    assertThat(read("(3492890328409238509324850943850943825024385\r\n"))
        .isEqualTo(new Reply.Text("3492890328409238509324850943850943825024385"));
    assertThat(read("=15\r\ntxt:role:master\r\n")).isEqualTo(new Reply.Text("role:master"));
    assertThat(read("!5\r\nERR x\r\n")).isEqualTo(new Reply.Failure("ERR x"));
    assertThat(read("~1\r\n:1\r\n")).isEqualTo(new Reply.Many(List.of(new Reply.Number(1))));
    assertThat(read("%1\r\n+a\r\n:1\r\n"))
        .isEqualTo(new Reply.Many(List.of(new Reply.Status("a"), new Reply.Number(1))));
  }

  @Test
  void skips_attributes() throws IOException {
    assertThat(read("|1\r\n+ttl\r\n:3600\r\n$1\r\nx\r\n")).isEqualTo(new Reply.Text("x"));
  }

  @Test
  void keeps_pushes_apart_from_replies() throws IOException {
    assertThat(read(">2\r\n+a\r\n+b\r\n*1\r\n>1\r\n+c\r\n:1\r\n"))
        .isEqualTo(new Reply.Many(List.of(new Reply.Number(1))));
    assertThat(pushes)
        .containsExactly(
            List.of(new Reply.Status("a"), new Reply.Status("b")), List.of(new Reply.Status("c")));
  }

  @Test
  void accounts_for_long_replies_of_all_links_together_and_gives_the_memory_back()
      throws IOException {
    var small = new ReplyMemory(1 << 20);
    var raw = ("$800000\r\n" + "x".repeat(800_000) + "\r\n").getBytes(StandardCharsets.UTF_8);
    var first =
        new ReplyReader(
            new RedisInputStream(new ByteArrayInputStream(raw)), LIMITS, small, pushes::add);
    first.readInto(reply -> {
      assertThat(small.reserved()).isBetween(700_000L, 800_000L);
      var second =
          new ReplyReader(
              new RedisInputStream(new ByteArrayInputStream(raw)), LIMITS, small, pushes::add);
      assertThatThrownBy(() -> second.readInto(replies::add))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("long replies of all links together");
    });

    assertThat(small.reserved()).isZero();
    assertThat(replies).isEmpty();
  }

  @Test
  void takes_memory_only_for_what_has_arrived() {
    var header = "$60000000\r\nabc".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> reader(header).readInto(replies::add))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("in the middle of a reply");
    assertThat(memory.reserved()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void survives_any_bytes(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var raw = garbage(random);
      var reader = reader(raw);
      var thrown = catchThrowable(() -> readAll(reader));
      assertThat(thrown)
          .as("seed %d round %d: %s", seed, round, new String(raw, StandardCharsets.ISO_8859_1))
          .isInstanceOfAny(LinkException.class, JedisConnectionException.class);
    }
    assertThat(memory.reserved()).isZero();
  }

  private void readAll(ReplyReader reader) throws IOException {
    while (true) {
      reader.readInto(reply -> assertThat(reply).isNotNull());
    }
  }

  /** Mostly bytes that mean something, so that it gets further than the first one. */
  private static byte[] garbage(Random random) {
    var alphabet = "+-:$*%~>|_#,(=!\r\n\r\n\r\n01234567899tfx\0\u00ff";
    var raw = new byte[random.nextInt(60)];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return raw;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void reads_back_whatever_was_written_however_it_is_cut_into_packets(long seed)
      throws IOException {
    var random = new Random(seed);
    var written = new ArrayList<Reply>();
    var raw = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      var reply = arbitrary(random, 4);
      written.add(reply);
      write(reply, raw);
    }
    var reader = reader(new Dribble(raw.toString().getBytes(StandardCharsets.UTF_8), random));
    for (int i = 0; i < written.size(); i++) {
      reader.readInto(replies::add);
    }

    assertThat(replies).isEqualTo(written);
  }

  private static Reply arbitrary(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 5)) {
      case 0 -> new Reply.Status("s" + random.nextInt());
      case 1 -> new Reply.Failure("ERR " + random.nextInt());
      case 2 -> new Reply.Number(random.nextLong());
      case 3 -> new Reply.Nothing();
      case 4 -> new Reply.Text("é\r\n".repeat(random.nextInt(3000)));
      default -> {
        var items = new ArrayList<Reply>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(arbitrary(random, depth - 1));
        }
        yield new Reply.Many(items);
      }
    };
  }

  private static void write(Reply reply, StringBuilder raw) {
    switch (reply) {
      case Reply.Status status -> raw.append('+').append(status.text()).append("\r\n");
      case Reply.Failure failure -> raw.append('-').append(failure.text()).append("\r\n");
      case Reply.Number number -> raw.append(':').append(number.value()).append("\r\n");
      case Reply.Nothing ignored -> raw.append("$-1\r\n");
      case Reply.Text text -> raw.append(FakeServer.bulk(text.text()));
      case Reply.Many many -> {
        raw.append('*').append(many.items().size()).append("\r\n");
        many.items().forEach(item -> write(item, raw));
      }
    }
  }

  /** Gives a few bytes at a time. */
  private static final class Dribble extends ByteArrayInputStream {
    private final Random random;

    Dribble(byte[] raw, Random random) {
      super(raw);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + random.nextInt(700)));
    }
  }
}
