package dev.vedette.notify.channel.script;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.route.Item;
import dev.vedette.notify.script.ScriptCommand;
import dev.vedette.notify.script.ScriptExit;
import dev.vedette.notify.script.ScriptLauncher;
import dev.vedette.notify.script.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a script once for every alert of a message, one after the other, with a Sentinel's two
 * arguments, event and payload, and the details in its environment. Exit code 0 means told; 1 or
 * death by signal means another attempt, from that alert on; anything else means given up.
 */
public final class ScriptChannel implements Channel {

  private static final Logger log = LoggerFactory.getLogger(ScriptChannel.class);

  /** Of our own environment a script sees these only: the others may hold secrets. */
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

  private final String name;
  private final Path script;
  private final List<Path> allowedFolders;
  private final Map<String, String> environment;
  private final Duration maxRuntime;
  private final ScriptLauncher launcher;

  /**
   * Runs that script.
   *
   * @param allowedFolders the script must lie in one of them when it is run, after all links have
   *     been followed
   * @param environment more variables
   * @param maxRuntime a script that runs longer is killed, with its children
   */
  public ScriptChannel(
      String name,
      Path script,
      List<Path> allowedFolders,
      Map<String, String> environment,
      Duration maxRuntime,
      ScriptLauncher launcher) {
    this.name = name;
    this.script = script.toAbsolutePath();
    this.allowedFolders = List.copyOf(allowedFolders);
    this.environment = Map.copyOf(environment);
    this.maxRuntime = maxRuntime;
    this.launcher = launcher;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "script";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) throws InterruptedException {
    String refusal = refusal();
    if (refusal != null) {
      return new DeliveryResult.Rejected(refusal);
    }
    List<Item> items = attempt.notification().items();
    String progress = attempt.progress();
    int done = progress == null ? 0 : Integer.parseInt(progress);
    for (int i = done; i < items.size(); i++) {
      DeliveryResult result = run(attempt.notification(), items.get(i), attempt.number());
      switch (result) {
        case DeliveryResult.Delivered delivered -> {
          // the next one
        }
        case DeliveryResult.Retry retry -> {
          return new DeliveryResult.Retry(retry.error(), null, Integer.toString(i));
        }
        case DeliveryResult.Rejected rejected -> {
          return rejected;
        }
        case DeliveryResult.Gone gone -> {
          return gone;
        }
      }
    }
    return new DeliveryResult.Delivered("exit 0");
  }

  private @Nullable String refusal() {
    try {
      Path real = script.toRealPath();
      for (Path folder : allowedFolders) {
        if (real.startsWith(folder.toRealPath())) {
          return Files.isExecutable(real) ? null : script + " is not executable; try chmod +x";
        }
      }
      return script + " is outside of the allowed folders " + allowedFolders;
    } catch (IOException e) {
      return script + " cannot be reached: " + e.getClass().getSimpleName();
    }
  }

  private DeliveryResult run(Notification notification, Item item, int number)
      throws InterruptedException {
    List<String> argv = List.of(script.toString(), item.alert().event(), item.alert().payload());
    Path folder = allowedFolders.getFirst();
    ScriptRun run;
    try {
      run =
          launcher.launch(
              new ScriptCommand(argv, folder, false, variables(notification, item, number)));
    } catch (ScriptLauncher.NotExecutableException e) {
      return new DeliveryResult.Rejected(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new DeliveryResult.Retry("cannot be started: " + e.getMessage());
    }
    ScriptExit exit;
    try {
      exit = run.exit().toCompletableFuture().get(maxRuntime.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      run.kill();
      return new DeliveryResult.Retry("killed after " + maxRuntime.toMillis() + " ms");
    } catch (InterruptedException e) {
      run.kill();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return result(exit);
  }

  private DeliveryResult result(ScriptExit exit) {
    log.info(
        "Script channel={} exit={} signal={} last-output={}",
        name,
        exit.exitCode(),
        exit.signal(),
        exit.lastLines());
    if (exit.succeeded()) {
      return new DeliveryResult.Delivered("exit 0");
    }
    String last = exit.lastLines().isEmpty() ? "" : ": " + exit.lastLines().getLast();
    String how = exit.signal() == 0 ? "exit " + exit.exitCode() : "signal " + exit.signal();
    return exit.wantsRetry()
        ? new DeliveryResult.Retry(how + last)
        : new DeliveryResult.Rejected(how + last);
  }

  private Map<String, String> variables(Notification notification, Item item, int number) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String inherited : INHERITED) {
      String value = System.getenv(inherited);
      if (value != null) {
        variables.put(inherited, value);
      }
    }
    variables.putAll(environment);
    variables.putAll(of(item.alert()));
    variables.put("VEDETTE_KIND", item.kind().name().toLowerCase(java.util.Locale.ROOT));
    variables.put("VEDETTE_NOTIFICATION_ID", notification.id());
    variables.put("VEDETTE_ROUTE", notification.route());
    variables.put("VEDETTE_ATTEMPT", Integer.toString(number));
    return variables;
  }

  private static Map<String, String> of(Alert alert) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("VEDETTE_EVENT", alert.event());
    variables.put("VEDETTE_PAYLOAD", alert.payload());
    variables.put("VEDETTE_LEVEL", alert.level().name().toLowerCase(java.util.Locale.ROOT));
    variables.put("VEDETTE_ROLE", alert.role().name().toLowerCase(java.util.Locale.ROOT));
    variables.put("VEDETTE_EPOCH", Long.toString(alert.epoch()));
    variables.put("VEDETTE_TIME_MS", Long.toString(alert.timeMillis()));
    variables.put("VEDETTE_SEQUENCE", Long.toString(alert.sequence()));
    variables.put("VEDETTE_ALERT_ID", alert.id());
    variables.put("VEDETTE_SENTINEL", alert.sentinel());
    if (alert.master() != null) {
      variables.put("VEDETTE_MASTER", alert.master());
    }
    var subject = alert.subject();
    if (subject != null) {
      variables.put("VEDETTE_INSTANCE_KIND", subject.kind());
      variables.put("VEDETTE_INSTANCE_HOST", subject.host());
      variables.put("VEDETTE_INSTANCE_PORT", Integer.toString(subject.port()));
    }
    String[] parts = alert.payload().split(" ", -1);
    if (alert.event().equals("+switch-master") && parts.length == 5) {
      variables.put("VEDETTE_FROM_HOST", parts[1]);
      variables.put("VEDETTE_FROM_PORT", parts[2]);
      variables.put("VEDETTE_TO_HOST", parts[3]);
      variables.put("VEDETTE_TO_PORT", parts[4]);
    }
    return variables;
  }

  @Override
  public String preview(Notification notification) {
    StringBuilder lines = new StringBuilder();
    for (Item item : notification.items()) {
      lines.append(script).append(" '").append(item.alert().event()).append("' '");
      lines.append(item.alert().payload()).append("'\n");
      of(item.alert())
          .forEach((key, value) ->
              lines.append("  ").append(key).append('=').append(value).append('\n'));
    }
    return lines.toString();
  }

  @Override
  public String target() {
    return script.toString();
  }
}
