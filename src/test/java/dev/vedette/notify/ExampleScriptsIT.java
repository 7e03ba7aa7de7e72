package dev.vedette.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.webhook.PayloadFormat;
import dev.vedette.notify.channel.webhook.WebhookChannel;
import dev.vedette.notify.channel.webhook.WebhookClient;
import dev.vedette.notify.script.ScriptCommand;
import dev.vedette.notify.script.ScriptExit;
import dev.vedette.notify.script.ScriptProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the documentation, run as Vedette runs them. */
class ExampleScriptsIT {

  private static final Path EXAMPLES = Path.of("docs/examples/notifications").toAbsolutePath();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";

  @TempDir Path folder;

  @Test
  void the_mail_script_sends_one_mail_and_lets_no_event_write_headers() throws IOException {
    var environment =
        Map.of("MAIL_TO", "ops@example.org", "SENDMAIL", fake("cat > mail; echo \"$@\" > args"));

    var exit =
        run("notify-mail.sh", environment, "+odown", "master m 127.0.0.1 6379\nBcc: x@example.org");

    assertThat(exit).isEqualTo(new ScriptExit(0, 0, List.of()));
    var mail = Files.readAllLines(folder.resolve("mail"));
    var headers = mail.subList(0, mail.indexOf(""));
    assertThat(headers)
        .contains("To: ops@example.org", "Subject: [vedette] +odown master m 127.0.0.1 6379")
        .noneMatch(line -> line.startsWith("Bcc"));
    assertThat(folder.resolve("args")).hasContent("-t");
  }

  @Test
  void the_mail_script_asks_for_another_attempt_when_the_mail_system_fails() throws IOException {
    var environment = Map.of("MAIL_TO", "ops@example.org", "SENDMAIL", fake("exit 75"));

    assertThat(run("notify-mail.sh", environment, "+odown", "x").exitCode()).isEqualTo(1);
    assertThat(run("notify-mail.sh", environment, "+odown").exitCode()).isEqualTo(2);
  }

  @Test
  void the_virtual_ip_moves_once_however_often_and_by_whom_the_script_is_run() throws IOException {
    // Each machine is a file that holds its addresses.
    Files.writeString(folder.resolve("10.0.0.1"), "2: eth0 inet 192.0.2.10/32 scope\n");
    Files.writeString(folder.resolve("10.0.0.2"), "");
    String ssh =
        fake(
            """
            host=$1; echo "$@" >> calls
            case "$2" in
              *"address show"*) cat "$host" ;;
              *"address del"*) : > "$host" ;;
              *"address add"*) echo '2: eth0 inet 192.0.2.10/32 scope' >> "$host" ;;
            esac
            """);
    var environment = Map.of("VIRTUAL_IP", "192.0.2.10/32", "INTERFACE", "eth0", "SSH", ssh);
    String[] failover = {"m", "leader", "start", "10.0.0.1", "6379", "10.0.0.2", "6379"};
    String[] observed = {"m", "observer", "start", "10.0.0.1", "6379", "10.0.0.2", "6379"};

    assertThat(run("move-virtual-ip.sh", environment, observed).succeeded()).isTrue();
    assertThat(folder.resolve("calls")).doesNotExist();
    assertThat(run("move-virtual-ip.sh", environment, failover).succeeded()).isTrue();
    assertThat(run("move-virtual-ip.sh", environment, failover).succeeded()).isTrue();

    assertThat(folder.resolve("10.0.0.1")).isEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("10.0.0.2"))).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .filteredOn(call -> call.contains("address add"))
        .hasSize(1);
  }

  @Test
  void the_virtual_ip_is_tried_again_when_the_new_master_cannot_be_reached() throws IOException {
    var environment =
        Map.of("VIRTUAL_IP", "192.0.2.10/32", "INTERFACE", "eth0", "SSH", fake("exit 255"));

    var exit =
        run(
            "move-virtual-ip.sh",
            environment,
            "m",
            "leader",
            "start",
            "10.0.0.1",
            "6379",
            "10.0.0.2",
            "6379");

    assertThat(exit.exitCode()).isEqualTo(1);
  }

  @Test
  void the_consumer_takes_what_we_sign_once_and_refuses_the_rest() throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/python3", "/usr/local/bin/python3")
            .anyMatch(path -> Files.isExecutable(Path.of(path))),
        "needs python3");
    int port = freePort();
    Process consumer =
        consumer(port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    try {
      var message = Alerts.notification("r", Alerts.of("+odown", "m"));
      var attempt = new Channel.Attempt(message, 1, null);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> channel(port, SECRET).deliver(attempt) instanceof DeliveryResult.Delivered);
      assertThat(channel(port, SECRET).deliver(attempt))
          .isInstanceOf(DeliveryResult.Delivered.class);
      assertThat(channel(port, SECRET.replace('M', 'N')).deliver(attempt))
          .isInstanceOfSatisfying(
              DeliveryResult.Rejected.class,
              rejected -> assertThat(rejected.error()).startsWith("HTTP 401"));

      assertThat(Files.readAllLines(folder.resolve("out")))
          .containsExactly("critical master m (127.0.0.1:6379) is down: enough sentinels agree");
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  private static ProcessBuilder consumer(int port) {
    var builder =
        new ProcessBuilder(
            "python3", EXAMPLES.resolve("verify_webhook.py").toString(), Integer.toString(port));
    builder.environment().put("WEBHOOK_SECRET", SECRET);
    return builder;
  }

  private static Channel channel(int port, String secret) {
    return new WebhookClient(true, Duration.ofSeconds(5), null)
        .channel(
            "hook",
            URI.create("http://127.0.0.1:" + port + "/"),
            List.of(secret),
            new WebhookChannel.Content(PayloadFormat.VEDETTE, null, Map.of()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private ScriptExit run(String script, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> argv = new ArrayList<>(List.of(EXAMPLES.resolve(script).toString()));
    argv.addAll(List.of(arguments));
    return ScriptProcess.launch(new ScriptCommand(argv, folder, true, environment))
        .exit()
        .toCompletableFuture()
        .join();
  }

  private String fake(String body) throws IOException {
    Path path = Files.createTempFile(folder, "fake", ".sh");
    Files.writeString(path, "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    return path.toString();
  }
}
