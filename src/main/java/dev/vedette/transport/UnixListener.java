package dev.vedette.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Unix domain socket in the file system. */
public final class UnixListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnixListener.class);

  private final Path path;
  private final Acceptor acceptor;

  private UnixListener(Path path, Acceptor acceptor) {
    this.path = path;
    this.acceptor = acceptor;
  }

  /**
   * Binds the socket; a socket file left over by an earlier process is removed first. No connection
   * is accepted before {@link #start}.
   *
   * @param permissions of the file, as an octal number such as {@code 700}; null for what the
   *     process makes files with
   * @throws IOException when it cannot be bound; the message names the file
   */
  public static UnixListener bind(
      EventLoops loops, Path path, @Nullable String permissions, Admission admission)
      throws IOException {
    removeLeftOver(path);
    ServerBootstrap bootstrap =
        Acceptor.bootstrap(loops, loops.unixServerChannel(), path.toString())
            .childHandler(
                Acceptor.each(channel -> {
                  boolean _ =
                      Acceptor.serve(channel, Peer.ofUnixSocket(path.toString()), admission, true);
                }));
    SocketAddress address =
        loops.isEpoll() ? new DomainSocketAddress(path.toFile()) : UnixDomainSocketAddress.of(path);
    try {
      Acceptor acceptor = Acceptor.bind(bootstrap, address);
      if (permissions != null) {
        restrict(path, permissions, acceptor);
      }
      return new UnixListener(path, acceptor);
    } catch (IOException e) {
      throw new IOException("unixsocket: cannot listen on " + path + ": " + e.getMessage(), e);
    }
  }

  /** Binding would remove whatever is there, also a file that is no socket. */
  private static void removeLeftOver(Path path) throws IOException {
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new IOException(
          "unixsocket: cannot listen on " + path + ": there is another file of that name");
    }
    Files.deleteIfExists(path);
  }

  private static void restrict(Path path, String permissions, Acceptor acceptor)
      throws IOException {
    try {
      Files.setPosixFilePermissions(path, permissions(permissions));
    } catch (IOException e) {
      acceptor.close();
      throw e;
    }
  }

  /** From an octal number such as {@code 700}. */
  private static Set<PosixFilePermission> permissions(String octal) {
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

  /** Accepts connections from now on. */
  public void start() {
    acceptor.start();
  }

  /** Accepts nothing any more and removes the file. Connections stay. */
  @Override
  public void close() {
    acceptor.close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("The socket file {} could not be removed: {}", path, e.getMessage());
    }
  }
}
