package dev.vedette.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is read. */
final class CountedInput extends FilterInputStream {

  private final LongAdder counter;

  CountedInput(InputStream in, LongAdder counter) {
    super(in);
    this.counter = counter;
  }

  @Override
  public int read() throws IOException {
    var next = super.read();
    if (next >= 0) {
      counter.increment();
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    var size = super.read(target, offset, length);
    if (size > 0) {
      counter.add(size);
    }
    return size;
  }
}
