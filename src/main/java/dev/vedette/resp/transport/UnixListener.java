package dev.vedette.resp.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Unix domain socket in the file system. */
final class UnixListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UnixListener.class);
  private static final long PAUSE_AFTER_ERROR_MILLIS = 100;

  private final Path path;
  private final ServerSocketChannel server;
  private final Admission admission;

  private UnixListener(Path path, ServerSocketChannel server, Admission admission) {
    this.path = path;
    this.server = server;
    this.admission = admission;
  }

  /** Binds the socket; a socket file left over by an earlier process is removed first. */
  static UnixListener bind(Path path, @Nullable String permissions, Admission admission)
      throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      Files.delete(path);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      if (permissions != null) {
        Files.setPosixFilePermissions(path, permissions(permissions));
      }
    } catch (IOException e) {
      SocketConnection.closeQuietly(server);
      throw new IOException("unixsocket: cannot listen on " + path + ": " + e.getMessage(), e);
    }
    return new UnixListener(path, server, admission);
  }

  /** From an octal number such as {@code 700}. */
  static Set<PosixFilePermission> permissions(String octal) {
    int bits = Integer.parseInt(octal, 8);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits & (1 << (all.length - 1 - i))) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  void start() {
    Thread.ofPlatform().daemon().name("resp-accept-unix").start(this::acceptAll);
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        accept(server.accept());
      } catch (IOException | RuntimeException e) {
        if (server.isOpen()) {
          log.warn("A client could not be accepted on {}: {}", path, e.getMessage());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_AFTER_ERROR_MILLIS));
        }
      }
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    String refusal = admission.admit(true);
    if (refusal != null) {
      try (channel) {
        channel.write(ByteBuffer.wrap(refusal.getBytes(StandardCharsets.US_ASCII)));
      }
      return;
    }
    Connection connection = new UnixConnection(channel, path);
    Thread.ofVirtual().name("resp-unix").start(() -> admission.serve(connection));
  }

  @Override
  public void close() {
    SocketConnection.closeQuietly(server);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("The socket file {} could not be removed: {}", path, e.getMessage());
    }
  }
}
