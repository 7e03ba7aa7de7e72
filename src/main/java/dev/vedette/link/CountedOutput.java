package dev.vedette.link;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is written. */
final class CountedOutput extends FilterOutputStream {

  private final LongAdder counter;

  CountedOutput(OutputStream out, LongAdder counter) {
    super(out);
    this.counter = counter;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    counter.increment();
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
    counter.add(length);
  }
}
