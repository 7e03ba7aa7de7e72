package dev.vedette.notify.channel.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.script.ScriptProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptChannelIT {

  @TempDir Path folder;

  @Test
  void runs_once_for_every_alert_with_arguments_and_environment() throws Exception {
    var channel =
        channel(
            script("echo \"$#|$1|$2|$VEDETTE_MASTER|$VEDETTE_EPOCH|$VEDETTE_ROLE|$EXTRA\" >> out"));

    assertThat(deliver(channel, message("+sdown", "+odown"), null))
        .isEqualTo(new Delivered("exit 0"));

    assertThat(folder.resolve("out"))
        .hasContent(
            """
            2|+sdown|master m 127.0.0.1 6379|m|7|observer|1
            2|+odown|master m 127.0.0.1 6379|m|7|observer|1
            """);
  }

  @Test
  void goes_on_behind_the_alerts_that_were_told() throws Exception {
    var channel = channel(script("echo $1 >> out; test $1 != +odown || test -e ready"));
    var message = message("+sdown", "+odown", "-odown");

    var first = (Retry) deliver(channel, message, null);
    assertThat(first.error()).isEqualTo("exit 1");
    Files.createFile(folder.resolve("ready"));
    assertThat(deliver(channel, message, first.progress())).isInstanceOf(Delivered.class);

    assertThat(folder.resolve("out")).hasContent("+sdown\n+odown\n+odown\n-odown");
  }

  @Test
  void exit_code_2_gives_up_and_shows_the_last_line() throws Exception {
    assertThat(deliver(channel(script("echo no such pager; exit 2")), message("+sdown"), null))
        .isEqualTo(new Rejected("exit 2: no such pager"));
  }

  @Test
  void death_by_signal_asks_for_another_attempt() throws Exception {
    assertThat(deliver(channel(script("kill -TERM $$")), message("+sdown"), null))
        .isEqualTo(new Retry("signal 15", null, "0"));
  }

  @Test
  void a_script_that_hangs_is_killed() throws Exception {
    assertThat(deliver(channel(script("sleep 1000")), message("+sdown"), null))
        .isEqualTo(new Retry("killed after 2000 ms", null, "0"));
  }

  @Test
  void a_script_that_was_deleted_is_given_up() throws Exception {
    var script = script("exit 0");
    var channel = channel(script);
    Files.delete(script);

    assertThat(deliver(channel, message("+sdown"), null)).isInstanceOf(Rejected.class);
  }

  @Test
  void a_link_that_leads_out_of_the_allowed_folder_later_is_not_followed() throws Exception {
    var script = script("exit 0");
    var channel = channel(script);
    Files.delete(script);
    Files.createSymbolicLink(script, Path.of("/bin/true"));

    assertThat(deliver(channel, message("+sdown"), null))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.error()).contains("outside"));
  }

  private ScriptChannel channel(Path script) {
    return new ScriptChannel(
        "s",
        script,
        List.of(folder),
        Map.of("EXTRA", "1"),
        Duration.ofSeconds(2),
        ScriptProcess::launch);
  }

  private static DeliveryResult deliver(
      Channel channel, Notification message, @Nullable String progress) throws Exception {
    return channel.deliver(new Channel.Attempt(message, 1, progress));
  }

  private static Notification message(String... events) {
    return Alerts.notification(
        "r",
        java.util.Arrays.stream(events)
            .map(event -> Alerts.of(event, "m"))
            .toArray(dev.vedette.notify.alert.Alert[]::new));
  }

  private Path script(String body) throws IOException {
    Path path = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(path, "#!/bin/bash\n" + body + "\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }
}
