package dev.vedette.resp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix domain socket. */
final class UnixConnection implements Connection {
  private final SocketChannel channel;
  private final String name;

  UnixConnection(SocketChannel channel, Path path) {
    this.channel = channel;
    this.name = path + ":0";
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length));
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    abort();
  }

  @Override
  public void abort() {
    SocketConnection.closeQuietly(channel);
  }

  @Override
  public String peer() {
    return name;
  }

  @Override
  public String local() {
    return name;
  }

  @Override
  public boolean isLoopback() {
    return true;
  }

  @Override
  public boolean isUnixSocket() {
    return true;
  }
}
