package dev.vedette.notify.settings;

import com.samskivert.mustache.Template;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.Templates;
import dev.vedette.notify.channel.Templates.Escaping;
import dev.vedette.notify.channel.log.LogChannel;
import dev.vedette.notify.channel.script.ScriptChannel;
import dev.vedette.notify.channel.webhook.PayloadFormat;
import dev.vedette.notify.channel.webhook.WebhookChannel;
import dev.vedette.notify.channel.webhook.WebhookClient;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.RetryPlan;
import dev.vedette.notify.script.ScriptProcess;
import dev.vedette.notify.settings.NotifyProperties.Channels;
import dev.vedette.notify.settings.NotifyProperties.CustomProperties;
import dev.vedette.notify.settings.NotifyProperties.RetryProperties;
import dev.vedette.notify.settings.NotifyProperties.ScriptProperties;
import dev.vedette.notify.settings.NotifyProperties.WebhookProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/** Checks and builds channels. */
final class ChannelCompiler {

  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final Duration LONGEST_SCRIPT_ATTEMPT = Duration.ofHours(12);

  private final Environment environment;
  private final List<Path> scriptFolders;
  private final Check root;
  private final Map<String, ActiveChannel> channels = new LinkedHashMap<>();

  /**
   * What channels may need of the outside.
   *
   * @param ssl named trust and keys
   * @param mail builds mail channels
   * @param redis builds Redis channels
   * @param beans channels of third parties
   */
  record Environment(
      SslBundles ssl, EmailChannels mail, RedisChannels redis, List<Channel> beans) {}

  ChannelCompiler(Environment environment, List<Path> scriptFolders, Check root) {
    this.environment = environment;
    this.scriptFolders = scriptFolders;
    this.root = root;
  }

  Map<String, ActiveChannel> compile(Channels properties) {
    try {
      build(properties);
      return channels;
    } catch (RuntimeException e) {
      channels.values().stream()
          .map(ActiveChannel::channel)
          .filter(channel -> !environment.beans().contains(channel))
          .forEach(Channel::close);
      throw e;
    }
  }

  private void build(Channels properties) {
    Check check = root.at("channels");
    checkFolders();
    properties.script().forEach((name, p) -> script(name, p, check.at("script").at(name)));
    properties.webhook().forEach((name, p) -> webhook(name, p, check.at("webhook").at(name)));
    properties
        .email()
        .forEach((name, p) -> {
          Check at = check.at("email").at(name);
          add(
              environment.mail().channel(name, p, at),
              plan(RetryPlan.SERVER, p.retry(), p.timeout(), at),
              p.maxConcurrent(),
              p.maxQueued(),
              at);
        });
    properties
        .redis()
        .forEach((name, p) -> {
          Check at = check.at("redis").at(name);
          add(
              environment.redis().channel(name, p, at),
              plan(RetryPlan.SERVER, p.retry(), p.timeout().multipliedBy(3), at),
              p.maxConcurrent(),
              p.maxQueued(),
              at);
        });
    properties
        .log()
        .forEach((name, p) ->
            add(
                new LogChannel(name, p.level()),
                RetryPlan.SERVER,
                1,
                p.maxQueued(),
                check.at("log").at(name)));
    for (Channel bean : environment.beans()) {
      Check at = check.at("custom").at(bean.name());
      CustomProperties p =
          Objects.requireNonNullElse(
              properties.custom().get(bean.name()), CustomProperties.DEFAULT);
      add(
          bean,
          plan(RetryPlan.SERVER, p.retry(), p.timeout(), at),
          p.maxConcurrent(),
          p.maxQueued(),
          at);
    }
    for (String name : properties.custom().keySet()) {
      if (environment.beans().stream().noneMatch(bean -> bean.name().equals(name))) {
        throw check.at("custom").at(name).wrong("there is no bean of type Channel with that name");
      }
    }
  }

  private void add(Channel channel, RetryPlan plan, int maxConcurrent, int maxQueued, Check check) {
    String name = channel.name();
    if (!name.matches(NAME)) {
      throw check.wrong("a name may have up to 64 letters, digits, dots, dashes and underlines");
    }
    check.that(maxConcurrent >= 1, "max-concurrent", "must be at least 1");
    check.that(maxQueued >= 1, "max-queued", "must be at least 1");
    if (channels.putIfAbsent(name, new ActiveChannel(channel, plan, maxConcurrent, maxQueued))
        != null) {
      throw check.wrong("another channel is called '" + name + "', too; names must be unique");
    }
  }

  private void checkFolders() {
    for (int i = 0; i < scriptFolders.size(); i++) {
      Path folder = scriptFolders.get(i);
      if (!Files.isDirectory(folder) || !Files.isExecutable(folder)) {
        throw root.at("script-folders", i)
            .wrong(folder + " is not a folder that this user can enter");
      }
    }
  }

  private void script(String name, ScriptProperties p, Check check) {
    Path path = check.required(p.path(), "path", "name the executable");
    if (scriptFolders.isEmpty()) {
      throw root.wrong(
          "script-folders", "is empty, so that no script may be run; name the folder of " + path);
    }
    check.positive(p.timeout(), "timeout");
    check.that(Files.isExecutable(path), "path", path + " is not executable; try chmod +x");
    check.that(isAllowed(path), "path", path + " lies in none of the folders " + scriptFolders);
    Channel channel =
        new ScriptChannel(
            name, path, scriptFolders, p.environment(), p.timeout(), ScriptProcess::launch);
    // Each script has its own limit; this one is for all alerts of a large message together.
    RetryPlan plan = plan(RetryPlan.SCRIPT, p.retry(), LONGEST_SCRIPT_ATTEMPT, check);
    add(channel, plan, p.maxConcurrent(), p.maxQueued(), check);
  }

  private boolean isAllowed(Path path) {
    try {
      Path real = path.toRealPath();
      for (Path folder : scriptFolders) {
        if (real.startsWith(folder.toRealPath())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private void webhook(String name, WebhookProperties p, Check check) {
    String text = check.required(p.url(), "url", "say where to post");
    URI url = check.read(text, "url", WebhookClient::requireUrl);
    WebhookClient client =
        new WebhookClient(p.allowPrivateNetworks(), p.timeout(), tls(p.sslBundle(), check));
    check.read(url, "url", client::requireAllowed);
    check.positive(p.timeout(), "timeout");
    for (int i = 0; i < p.secrets().size(); i++) {
      String secret = p.secrets().get(i);
      check.at("secrets", i).read(secret, WebhookClient::requireSecret);
    }
    WebhookChannel.Content content =
        new WebhookChannel.Content(p.format(), template(p, check), headers(p, check));
    Channel channel = client.channel(name, url, p.secrets(), content);
    RetryPlan plan = plan(RetryPlan.SERVER, p.retry(), p.timeout().multipliedBy(2), check);
    add(channel, plan, p.maxConcurrent(), p.maxQueued(), check);
  }

  private static @Nullable Template template(WebhookProperties p, Check check) {
    String inline = p.template();
    Path file = p.templateFile();
    if (p.format() != PayloadFormat.TEMPLATE) {
      check.that(inline == null && file == null, "format", "must be 'template' to use a template");
      return null;
    }
    if (inline != null) {
      return check.read(inline, "template", text -> Templates.compile(text, Escaping.JSON));
    }
    Path present = check.required(file, "template-file", "format 'template' needs one");
    String text = check.text(present, "template-file");
    return check.read(text, "template-file", body -> Templates.compile(body, Escaping.JSON));
  }

  private static Map<String, String> headers(WebhookProperties p, Check check) {
    Map<String, String> headers = new LinkedHashMap<>(p.headers());
    headers.forEach((key, value) ->
        check.that(
            key.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") && !value.matches("(?s).*[\\r\\n].*"),
            "headers." + key,
            "is not a header"));
    String token = p.bearerToken();
    String user = p.username();
    check.that(token == null || user == null, "bearer-token", "cannot be combined with username");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    } else if (user != null) {
      String credentials = user + ":" + Objects.requireNonNullElse(p.password(), "");
      headers.put(
          "Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    return headers;
  }

  private @Nullable SSLContext tls(@Nullable String bundle, Check check) {
    return tls(environment.ssl(), bundle, check);
  }

  static @Nullable SSLContext tls(SslBundles bundles, @Nullable String bundle, Check check) {
    if (bundle == null) {
      return null;
    }
    try {
      return bundles.getBundle(bundle).createSslContext();
    } catch (NoSuchSslBundleException e) {
      throw check.wrong(
          "ssl-bundle", "there is no SSL bundle '" + bundle + "'; define it as spring.ssl.bundle");
    }
  }

  private static RetryPlan plan(
      RetryPlan base, @Nullable RetryProperties given, Duration timeout, Check check) {
    RetryProperties retry = given == null ? RetryProperties.NONE : given;
    long timeoutMillis = check.positive(timeout, "timeout");
    Check at = check.at("retry");
    Duration initial = retry.initialDelay();
    Duration longest = retry.maxDelay();
    Duration age = retry.maxAge();
    long initialMillis =
        initial == null ? base.initialMillis() : at.positive(initial, "initial-delay");
    long maxMillis =
        longest == null
            ? Math.max(base.maxMillis(), initialMillis)
            : at.positive(longest, "max-delay");
    try {
      return new RetryPlan(
          initialMillis,
          Objects.requireNonNullElse(retry.multiplier(), base.multiplier()),
          maxMillis,
          Objects.requireNonNullElse(retry.jitter(), base.jitter()),
          Objects.requireNonNullElse(retry.maxAttempts(), base.maxAttempts()),
          age == null ? base.maxAgeMillis() : at.notNegative(age, "max-age"),
          timeoutMillis);
    } catch (IllegalArgumentException e) {
      throw at.wrong(String.valueOf(e.getMessage()));
    }
  }

  /** The names, for those who refer to them. */
  List<String> names() {
    return new ArrayList<>(channels.keySet());
  }
}
