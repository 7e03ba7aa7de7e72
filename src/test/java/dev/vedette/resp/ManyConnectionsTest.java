package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyConnectionsTest {
  private static final int WANTED = 10_000;
  private static final int RESERVE = 500;

  /** Both ends are in this process: each connection takes two descriptors. */
  private static int affordable() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
      long free = os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount() - RESERVE;
      return (int) Math.min(WANTED, free / 2);
    }
    return RESERVE;
  }

  @Test
  void thousands_of_silent_connections_cost_little_and_slow_nobody_down() throws Exception {
    int count = affordable();
    assertThat(count).as("connections that the limit of open files allows").isGreaterThan(100);
    List<SocketChannel> silent = new ArrayList<>();
    try (TestPort port =
        TestPort.open(settings -> settings.maxClients(WANTED + RESERVE).tcpBacklog(4096))) {
      long before = usedHeap();
      for (int i = 0; i < count; i++) {
        silent.add(connect(port.server().port()));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> port.server().clientCount() == count);
      long bytesEach = (usedHeap() - before) / count;
      assertThat(bytesEach)
          .as("bytes of heap for each silent connection, both ends")
          .isLessThan(32 * 1024);

      RespClient speaker = port.connect();
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThat(speaker.call("PING")).isEqualTo("+PONG|");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(speaker.call("CLIENT", "KILL", "TYPE", "normal")).isEqualTo(":" + count + "|");
      await().atMost(Duration.ofSeconds(30)).until(() -> port.server().clientCount() == 1);
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  private static SocketChannel connect(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return channel;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
