package dev.vedette.bench.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that ask for one path over and over, each on a connection that stays, the next request
 * when the answer is there.
 *
 * @param port of the server on the loopback address
 * @param path with its slash
 * @param clients at once
 */
public record HttpLoad(int port, String path, int clients) {

  /**
   * What came out.
   *
   * @param perSecond answers
   * @param p99Millis of the time to the whole answer
   */
  public record Outcome(double perSecond, double p99Millis) {}

  /**
   * Asks that often in all.
   *
   * @throws BenchException when an answer is not 200
   */
  public Outcome run(int requests) {
    long begin = System.nanoTime();
    List<Future<long[]>> futures = new ArrayList<>();
    long[] nanos = new long[requests / clients * clients];
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      Callable<long[]> client = () -> client(requests / clients);
      for (int i = 0; i < clients; i++) {
        futures.add(threads.submit(client));
      }
      int at = 0;
      for (Future<long[]> future : futures) {
        long[] some = future.get();
        System.arraycopy(some, 0, nanos, at, some.length);
        at += some.length;
      }
    } catch (ExecutionException e) {
      throw new BenchException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(nanos);
    return new Outcome(nanos.length / seconds, nanos[nanos.length * 99 / 100] / 1e6);
  }

  private long[] client(int requests) throws IOException {
    byte[] request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nAccept: application/json\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long[] nanos = new long[requests];
    int done = 0;
    while (done < requests) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean stays = true;
        while (stays && done < requests) {
          long begin = System.nanoTime();
          out.write(request);
          stays = answer(in);
          nanos[done++] = System.nanoTime() - begin;
        }
      }
    }
    return nanos;
  }

  /** Reads an answer to its end; tells whether the connection may be used again. */
  private static boolean answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("the answer is " + status);
    }
    int length = -1;
    boolean chunked = false;
    boolean stays = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      }
      chunked |= lower.startsWith("transfer-encoding: chunked");
      stays &= !lower.startsWith("connection: close");
    }
    if (chunked) {
      chunks(in);
    } else if (length >= 0) {
      in.skipNBytes(length);
    } else {
      throw new IOException("an answer without a length");
    }
    return stays;
  }

  private static void chunks(InputStream in) throws IOException {
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      in.skipNBytes(size + 2L);
    }
    in.skipNBytes(2);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }
}
