package dev.vedette.sentinel.message;

import java.util.List;

/** A reply of a Redis node or a peer, reduced to what decisions need. */
public sealed interface Reply {

  /** A status line such as {@code PONG}. */
  record Status(String text) implements Reply {}

  /** An error line such as {@code BUSY Redis is busy}, without the leading minus. */
  record Failure(String text) implements Reply {}

  /** A text of any length (bulk or verbatim string). */
  record Text(String text) implements Reply {}

  /** A number. */
  record Number(long value) implements Reply {}

  /** Null. */
  record Nothing() implements Reply {}

  /** An array, set or push; maps arrive flattened. */
  record Many(List<Reply> items) implements Reply {
    public Many {
      items = List.copyOf(items);
    }
  }
}
