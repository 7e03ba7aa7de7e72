package dev.vedette.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vedette.sentinel.message.Reply;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two protocols, type by type, and arbitrary bytes. */
class ReplyReaderTest {

  private static final LinkSettings.Limits LIMITS = LinkSettings.Limits.ofHeap(1L << 30);

  private final ReplyMemory memory = new ReplyMemory(LIMITS.replyBytesOfAllLinks());
  private final List<List<Reply>> pushes = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();

  private final ReplyReader.Listener listener =
      new ReplyReader.Listener() {
        @Override
        public void replied(Reply reply) {
          replies.add(reply);
        }

        @Override
        public void pushed(List<Reply> items) {
          pushes.add(items);
        }
      };

  private ReplyReader reader() {
    return new ReplyReader(LIMITS, memory, listener);
  }

  /** Feeds it with all of that, in pieces of at most that many bytes. */
  private static void feed(ReplyReader reader, byte[] raw, IntSupplier pieces)
      throws LinkException {
    for (int start = 0; start < raw.length; ) {
      var size = Math.min(raw.length - start, pieces.getAsInt());
      var piece = Unpooled.wrappedBuffer(raw, start, size);
      var more = true;
      while (more) {
        more = reader.read(piece);
      }
      assertThat(piece.isReadable()).isFalse();
      start += size;
    }
  }

  /** The last reply in that text, which is the same however it arrives. */
  private Reply read(String raw) throws LinkException {
    var bytes = raw.getBytes(StandardCharsets.UTF_8);
    replies.clear();
    feed(reader(), bytes, () -> 1);
    var byByte = List.copyOf(replies);
    replies.clear();
    pushes.clear();
    var reader = reader();
    feed(reader, bytes, () -> bytes.length);
    assertThat(byByte).isEqualTo(replies);
    assertThat(reader.isInTheMiddle()).isFalse();
    return replies.getLast();
  }

  @Test
  void reads_what_both_protocols_share() throws LinkException {
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
  void reads_what_only_resp3_has() throws LinkException {
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
  void skips_attributes() throws LinkException {
    assertThat(read("|1\r\n+ttl\r\n:3600\r\n$1\r\nx\r\n")).isEqualTo(new Reply.Text("x"));
  }

  @Test
  void keeps_pushes_apart_from_replies() throws LinkException {
    assertThat(read(">2\r\n+a\r\n+b\r\n*1\r\n>1\r\n+c\r\n:1\r\n"))
        .isEqualTo(new Reply.Many(List.of(new Reply.Number(1))));
    assertThat(pushes)
        .containsExactly(
            List.of(new Reply.Status("a"), new Reply.Status("b")), List.of(new Reply.Status("c")));
  }

  @Test
  void accounts_for_long_replies_of_all_links_together_and_gives_the_memory_back()
      throws LinkException {
    var small = new ReplyMemory(1 << 20);
    var raw = ("$800000\r\n" + "x".repeat(800_000) + "\r\n").getBytes(StandardCharsets.UTF_8);
    var first = new ReplyReader(LIMITS, small, listener);
    feed(first, Arrays.copyOf(raw, 790_000), () -> 65_536);
    assertThat(small.reserved()).isBetween(700_000L, 800_000L);

    var second = new ReplyReader(LIMITS, small, listener);
    assertThatThrownBy(() -> feed(second, raw, () -> 65_536))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("long replies of all links together");
    second.startAfresh();
    feed(first, Arrays.copyOfRange(raw, 790_000, raw.length), () -> 65_536);

    assertThat(small.reserved()).isZero();
    assertThat(replies).containsExactly(new Reply.Text("x".repeat(800_000)));
  }

  @Test
  void accounts_for_many_small_parts_of_an_unfinished_reply() throws LinkException {
    var raw = "*60000\r\n" + FakeServer.bulk("x".repeat(100)).repeat(50_000);
    var reader = reader();

    feed(reader, raw.getBytes(StandardCharsets.UTF_8), () -> 16_384);

    assertThat(memory.reserved()).isGreaterThan(5_000_000);
    reader.startAfresh();
    assertThat(memory.reserved()).isZero();
  }

  @Test
  void takes_memory_only_for_what_has_arrived() throws LinkException {
    var reader = reader();

    feed(reader, "$60000000\r\nabc".getBytes(StandardCharsets.UTF_8), () -> 1);

    assertThat(reader.isInTheMiddle()).isTrue();
    assertThat(memory.reserved()).isZero();
    assertThat(replies).isEmpty();
  }

  @Test
  void is_in_the_middle_from_the_first_byte_to_the_last() throws LinkException {
    for (var raw : List.of("+OK\r\n", "$3\r\nabc\r\n", "*2\r\n:1\r\n*0\r\n", ">1\r\n+a\r\n")) {
      var reader = reader();
      var bytes = raw.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        feed(reader, new byte[] {bytes[i]}, () -> 1);
        assertThat(reader.isInTheMiddle())
            .as("%s, byte %d", raw, i)
            .isEqualTo(i + 1 < bytes.length);
      }
    }
  }

  @Test
  void reads_one_reply_at_a_time_so_that_the_rest_can_be_left() throws LinkException {
    var two = Unpooled.copiedBuffer("+a\r\n+b\r\n", StandardCharsets.UTF_8);

    assertThat(reader().read(two)).isTrue();

    assertThat(replies).containsExactly(new Reply.Status("a"));
    assertThat(two.readableBytes()).isEqualTo("+b\r\n".length());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void survives_any_bytes_and_says_the_same_however_they_are_cut(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var raw = garbage(random);
      var whole = outcome(raw, () -> Math.max(1, raw.length));
      assertThat(outcome(raw, () -> 1 + random.nextInt(4)))
          .as("seed %d round %d: %s", seed, round, new String(raw, StandardCharsets.ISO_8859_1))
          .isEqualTo(whole);
    }
    assertThat(memory.reserved()).isZero();
  }

  /** What was read and how it ended. */
  private List<Object> outcome(byte[] raw, IntSupplier pieces) {
    replies.clear();
    pushes.clear();
    var reader = reader();
    var thrown = catchThrowable(() -> feed(reader, raw, pieces));
    var end = thrown == null ? "in the middle: " + reader.isInTheMiddle() : thrown.toString();
    reader.startAfresh();
    return List.of(List.copyOf(replies), List.copyOf(pushes), end);
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
      throws LinkException {
    var random = new Random(seed);
    var written = new ArrayList<Reply>();
    var raw = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      var reply = arbitrary(random, 4);
      written.add(reply);
      write(reply, raw);
    }
    var bytes = raw.toString().getBytes(StandardCharsets.UTF_8);

    feed(reader(), bytes, () -> 1 + random.nextInt(700));
    assertThat(replies).isEqualTo(written);

    replies.clear();
    feed(reader(), bytes, () -> 1 + random.nextInt(100_000));
    assertThat(replies).isEqualTo(written);
    assertThat(memory.reserved()).isZero();
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
}
