package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port in a process that may open no more files. */
class OpenFilesLimitIT {
  /** The archives of the class path are open files, too. */
  private static final int LIMIT = 700;

  private static final String COMPLAINT = "No client can be accepted";

  @TempDir Path folder;
  private final int port = FreePorts.next();
  private Path output;
  private Process process;
  private final List<Socket> clients = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    output = folder.resolve("output");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + LIMIT + " && exec \"$0\" \"$@\"",
                java,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StandaloneServer.class.getName(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    await().atMost(Duration.ofSeconds(30)).until(this::answers);
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    process.destroyForcibly().waitFor();
  }

  private boolean answers() {
    try (RespClient client = new RespClient(port)) {
      client.socket().setSoTimeout(1_000);
      return client.call("PING").equals("+PONG|");
    } catch (IOException e) {
      return false;
    }
  }

  private long complaints() throws IOException {
    return Files.readAllLines(output).stream().filter(line -> line.contains(COMPLAINT)).count();
  }

  private Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Test
  void says_so_once_does_not_spin_and_accepts_again_when_files_are_closed() throws Exception {
    RespClient early = new RespClient(port);
    clients.add(early.socket());
    assertThat(early.call("PING")).isEqualTo("+PONG|");
    for (int i = 0; i < LIMIT; i++) {
      clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> complaints() > 0);

    Duration before = processorTime();
    long start = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> System.nanoTime() - start > TimeUnit.SECONDS.toNanos(3));
    assertThat(processorTime().minus(before)).isLessThan(Duration.ofSeconds(1));
    assertThat(complaints()).isOne();
    assertThat(early.call("PING")).isEqualTo("+PONG|");

    for (Socket client : clients) {
      client.close();
    }
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.readString(output).contains("are accepted on port " + port + " again"));
  }
}
