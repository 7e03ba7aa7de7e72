package dev.vedette.resp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Millions of frames, good, broken, cut and glued at random places: the parser gives the right
 * requests or says what is wrong, holds no more memory than a request needs, and throws nothing
 * else. A failure tells the seed of its round.
 */
class RequestParserFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20260701L);
  private static final int FRAMES = Integer.getInteger("fuzz.frames", 5_000_000);
  private static final int FRAMES_PER_ROUND = 500;
  private static final ReadBuffer BUFFER = new ReadBuffer();

  /** Longer than the longest argument in a frame that keeps to the rules. */
  private static final int MEMORY = 4 << 20;

  private final RequestMemory memory = new RequestMemory(MEMORY);
  private final RequestLimits limits = new RequestLimits(64, 1 << 20, 2 << 20, () -> false, memory);

  private final byte[] stream = new byte[4 << 20];
  private int size;
  private int served;

  /** What the good frames of a round must give: a checksum for each. */
  private final long[] expected = new long[FRAMES_PER_ROUND];

  private long requests;
  private long violations;

  @Test
  void no_sequence_of_frames_confuses_the_parser() {
    SplittableRandom seeds = new SplittableRandom(SEED);
    int frames = 0;
    while (frames < FRAMES) {
      long seed = seeds.nextLong();
      try {
        if (seeds.nextInt(4) == 0) {
          brokenRound(new SplittableRandom(seed));
        } else {
          goodRound(new SplittableRandom(seed));
        }
      } catch (RuntimeException | AssertionError | IOException e) {
        throw new AssertionError("round with seed " + seed + ": " + e, e);
      }
      frames += FRAMES_PER_ROUND;
    }
    assertThat(memory.used()).isZero();
    assertThat(requests).isGreaterThan(FRAMES / 2);
    assertThat(violations).isGreaterThan(FRAMES / FRAMES_PER_ROUND / 10);
  }

  private void goodRound(SplittableRandom random) throws IOException {
    size = 0;
    int wanted = 0;
    for (int i = 0; i < FRAMES_PER_ROUND; i++) {
      wanted += goodFrame(random, wanted);
    }
    int got = 0;
    try (RequestParser parser = new RequestParser(limits, BUFFER)) {
      served = 0;
      while (parser.readFrom((target, offset, length) -> serve(random, target, offset, length))
          >= 0) {
        List<byte[]> request;
        while ((request = parser.next()) != null) {
          if (checksum(request) != expected[got]) {
            throw new AssertionError("request " + got + " is another one than was sent");
          }
          got++;
        }
      }
      assertThat(got).isEqualTo(wanted);
      assertThat(parser.buffered()).isZero();
      requests += got;
    } catch (ProtocolViolation e) {
      throw new AssertionError(e.reason(), e);
    }
  }

  /** A quarter of the bytes are changed frames, so that the parser meets errors at every place. */
  private void brokenRound(SplittableRandom random) throws IOException {
    size = 0;
    for (int i = 0; i < FRAMES_PER_ROUND; i++) {
      int start = size;
      goodFrame(random, 0);
      damage(random, start);
    }
    served = 0;
    while (served < size) {
      try (RequestParser parser = new RequestParser(limits, BUFFER)) {
        readUntilViolation(random, parser);
      }
      assertThat(memory.used()).isZero();
    }
  }

  private void readUntilViolation(SplittableRandom random, RequestParser parser)
      throws IOException {
    try {
      while (parser.readFrom((target, offset, length) -> serve(random, target, offset, length))
          >= 0) {
        while (parser.next() != null) {
          requests++;
        }
        assertThat(parser.buffered()).isLessThan(2 << 20);
      }
    } catch (ProtocolViolation violation) {
      assertThat(violation.reason()).startsWith("Protocol error: ");
      violations++;
    }
  }

  private int serve(SplittableRandom random, byte[] target, int offset, int length) {
    if (served == size) {
      return -1;
    }
    int most = random.nextInt(8) == 0 ? 3 : 4096;
    int count = Math.min(Math.min(length, size - served), 1 + random.nextInt(most));
    System.arraycopy(stream, served, target, offset, count);
    served += count;
    return count;
  }

  private void damage(SplittableRandom random, int start) {
    int length = size - start;
    switch (random.nextInt(6)) {
      case 0 -> stream[start + random.nextInt(length)] = (byte) random.nextInt(256);
      case 1 -> size = start + random.nextInt(length);
      case 2 -> put("*%d\r\n$%d\r\n".formatted(random.nextInt(100), random.nextLong()));
      case 3 -> put("\"'\\".charAt(random.nextInt(3)) + "\r\n");
      default -> {}
    }
  }

  /** Appends a frame; 1 when it is a request, 0 when it is an empty one. */
  private int goodFrame(SplittableRandom random, int index) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      put(random.nextBoolean() ? "*0\r\n" : "\r\n");
      return 0;
    }
    if (kind < 4) {
      String word = Long.toString(random.nextLong(), 36);
      put("ping  " + word + "\r\n");
      expected[index] =
          checksum(
              List.of("ping".getBytes(java.nio.charset.StandardCharsets.US_ASCII), bytes(word)));
      return 1;
    }
    int count = 1 + random.nextInt(4);
    byte[][] arguments = new byte[count][];
    put("*" + count + "\r\n");
    for (int i = 0; i < count; i++) {
      byte[] argument =
          new byte[random.nextInt(2000) == 0 ? random.nextInt(40_000) : random.nextInt(12)];
      random.nextBytes(argument);
      arguments[i] = argument;
      put("$" + argument.length + "\r\n");
      put(argument);
      put("\r\n");
    }
    expected[index] = checksum(List.of(arguments));
    return 1;
  }

  private static long checksum(List<byte[]> request) {
    long sum = request.size();
    for (byte[] argument : request) {
      sum = sum * 1_000_003 + Arrays.hashCode(argument);
    }
    return sum;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void put(String text) {
    put(bytes(text));
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, stream, size, bytes.length);
    size += bytes.length;
  }
}
