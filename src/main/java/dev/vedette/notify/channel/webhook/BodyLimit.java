package dev.vedette.notify.channel.webhook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads no more than the beginning of an answer, whoever reads it: closing a response would
 * otherwise read all of it, to use the connection again. A longer one costs its connection.
 */
final class BodyLimit implements HttpResponseInterceptor {

  /** So much is read. */
  static final int MAX_BYTES = 16 * 1024;

  @Override
  public void process(HttpResponse response, @Nullable EntityDetails details, HttpContext context) {
    if (response instanceof HttpEntityContainer container && container.getEntity() != null) {
      container.setEntity(new Limited(container.getEntity()));
    }
  }

  private static final class Limited extends HttpEntityWrapper {

    Limited(HttpEntity entity) {
      super(entity);
    }

    @Override
    public InputStream getContent() throws IOException {
      return new Beginning(super.getContent());
    }
  }

  private static final class Beginning extends FilterInputStream {

    private int left = MAX_BYTES;

    Beginning(InputStream all) {
      super(all);
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int read = super.read(buffer, offset, Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    /** Reads what the limit leaves, and does not close what is below: that would read the rest. */
    @Override
    public void close() throws IOException {
      byte[] rest = new byte[1024];
      int read = 0;
      while (read >= 0) {
        read = read(rest, 0, rest.length);
      }
    }
  }
}
