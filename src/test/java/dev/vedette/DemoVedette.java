package dev.vedette;

import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The demo, {@code ./mvnw spring-boot:test-run}: a master and two replicas on this machine, and
 * Vedette watching them. Everything ends with it, however it ends.
 */
final class DemoVedette {

  private static final String CONFIGURATION =
      """
      port %d
      bind 127.0.0.1
      sentinel monitor mymaster 127.0.0.1 %d 1
      sentinel down-after-milliseconds mymaster 3000
      sentinel failover-timeout mymaster 15000
      """;

  private DemoVedette() {}

  /** Starts everything and says what to type next. */
  public static void main(String[] args) throws IOException {
    RedisLab lab = RedisLab.closedByCaller();
    RunningProcess process = new RunningProcess();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, lab), "stop-demo"));
    ProcessSignals.handle(process);
    ProcessHandle.current().parent().ifPresent(parent -> endWith(parent, process));

    say("Starting a Redis master and two replicas ...");
    RedisGroup group = lab.group(2);
    int sentinelPort = FreePorts.preferably(26_379);
    int httpPort = FreePorts.preferably(8080);
    Path file = lab.folder().resolve("sentinel.conf");
    Files.writeString(file, CONFIGURATION.formatted(sentinelPort, group.master().port()));
    CommandLine line = CommandLine.parse(file.toString(), "--server.port=" + httpPort);
    Vedette.run(line, process, () -> welcome(group, sentinelPort, httpPort));
  }

  private static void stop(RunningProcess process, RedisLab lab) {
    process.stop();
    lab.close();
  }

  /** When Maven is killed, its Ctrl-C never reaches us. */
  private static void endWith(ProcessHandle parent, RunningProcess process) {
    var _ = parent.onExit().thenRun(process::shutdown);
  }

  private static void welcome(RedisGroup group, int sentinelPort, int httpPort) {
    RedisProcess master = group.master();
    String url = "http://127.0.0.1:" + httpPort;
    String look = "curl -s " + url + "/api/v1/masters/mymaster/address";
    say(
        """

        Vedette watches a group of three:

          master     %s   process %d
          replicas   %s

          REST       %s/api/v1/masters     browse it at %s/swagger-ui.html
          Sentinel   redis-cli -p %d sentinel masters

        Now type in another terminal, one after the other, and look at the log here after the second:

          %s
          kill -9 %d
          %s

        Ctrl-C ends all of it.
        """
            .formatted(
                master.address(),
                master.pid(),
                group.replicas().stream()
                    .map(RedisProcess::address)
                    .collect(Collectors.joining(", ")),
                url,
                url,
                sentinelPort,
                look,
                master.pid(),
                look));
  }

  private static void say(String text) {
    Logging.flush();
    PrintWriter writer =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    writer.println(text);
  }
}
