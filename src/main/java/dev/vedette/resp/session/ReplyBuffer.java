package dev.vedette.resp.session;

import dev.vedette.resp.codec.ByteBuilder;
import org.jspecify.annotations.Nullable;

/** Where the replies of all clients of one loop are encoded, one after the other. */
final class ReplyBuffer {
  private static final int USUAL = 1024;
  private static final int LARGEST_KEPT = 64 * 1024;

  private @Nullable ByteBuilder free;

  /** Empty. */
  ByteBuilder take() {
    ByteBuilder taken = free == null ? new ByteBuilder(USUAL) : free;
    free = null;
    taken.clear();
    return taken;
  }

  void giveBack(ByteBuilder buffer) {
    if (buffer.array().length <= LARGEST_KEPT) {
      free = buffer;
    }
  }
}
