package dev.vedette.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that connect and stay: idle ones that say nothing, and deaf ones that subscribe to
 * everything and never read.
 */
public final class SilentClients implements AutoCloseable {

  private static final byte[] SUBSCRIBE =
      "*2\r\n$10\r\nPSUBSCRIBE\r\n$1\r\n*\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<SocketChannel> idle = new ArrayList<>();
  private final List<SocketChannel> deaf = new ArrayList<>();

  /** Connects them all to a port of this machine. */
  public static SilentClients connect(int port, int idle, int deaf) throws IOException {
    SilentClients clients = new SilentClients();
    try {
      for (int i = 0; i < idle; i++) {
        clients.idle.add(open(port));
      }
      for (int i = 0; i < deaf; i++) {
        SocketChannel channel = open(port);
        clients.deaf.add(channel);
        ByteBuffer request = ByteBuffer.wrap(SUBSCRIBE);
        while (request.hasRemaining()) {
          channel.write(request);
        }
      }
    } catch (IOException e) {
      clients.close();
      throw e;
    }
    return clients;
  }

  private static SocketChannel open(int port) throws IOException {
    return SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  /**
   * Looks whether idle clients were left alone.
   *
   * @throws BenchException when one of them was disconnected
   */
  public void mustBeConnected() throws IOException {
    int ended = 0;
    for (SocketChannel channel : idle) {
      channel.configureBlocking(false);
      if (channel.read(ByteBuffer.allocate(64)) != 0) {
        ended++;
      }
    }
    if (ended > 0) {
      throw new BenchException(ended + " of " + idle.size() + " idle clients were disconnected");
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : idle) {
      channel.close();
    }
    for (SocketChannel channel : deaf) {
      channel.close();
    }
  }
}
