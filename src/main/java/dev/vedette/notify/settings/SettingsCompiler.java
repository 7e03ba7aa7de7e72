package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.Dispatcher.HistoryLimits;
import dev.vedette.notify.route.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.mail.javamail.JavaMailSender;

/** Turns properties into settings, or says which property is wrong. */
public final class SettingsCompiler {

  private final ChannelCompiler.Environment environment;

  /**
   * With what channels may need of the outside.
   *
   * @param sharedMail the sender of {@code spring.mail}, null when there is none
   * @param beans channels of third parties
   */
  public SettingsCompiler(
      SslBundles ssl, Supplier<@Nullable JavaMailSender> sharedMail, List<Channel> beans) {
    this.environment =
        new ChannelCompiler.Environment(
            ssl, new EmailChannels(ssl, sharedMail), new RedisChannels(ssl), List.copyOf(beans));
  }

  /**
   * Checks everything and builds the channels.
   *
   * @throws InvalidNotifyPropertyException for the first mistake; nothing is left open then
   */
  public NotifySettings compile(NotifyProperties properties) {
    Check root = new Check(NotifyProperties.PREFIX);
    root.that(properties.historyMaxCount() >= 1, "history-max-count", "must be at least 1");
    HistoryLimits history =
        new HistoryLimits(
            root.positive(properties.historyMaxAge(), "history-max-age"),
            properties.historyMaxCount());
    ChannelCompiler compiler = new ChannelCompiler(environment, properties.scriptFolders(), root);
    Map<String, ActiveChannel> channels = compiler.compile(properties.channels());
    try {
      List<String> names = compiler.names();
      List<Route> routes = RouteCompiler.compile(properties.routes(), names, root);
      return new NotifySettings(routes, channels, trouble(properties, names, root), history);
    } catch (InvalidNotifyPropertyException e) {
      close(channels);
      throw e;
    }
  }

  /** Closes channels that are not used any more, but for the beans. */
  public void close(Map<String, ActiveChannel> channels) {
    channels.values().stream()
        .map(ActiveChannel::channel)
        .filter(channel -> !environment.beans().contains(channel))
        .forEach(Channel::close);
  }

  private static List<String> trouble(NotifyProperties properties, List<String> names, Check root) {
    List<String> chosen = properties.troubleChannels();
    if (chosen == null) {
      return names;
    }
    for (int i = 0; i < chosen.size(); i++) {
      if (!names.contains(chosen.get(i))) {
        throw root.at("trouble-channels", i)
            .wrong("there is no channel '" + chosen.get(i) + "'; there are " + names);
      }
    }
    return chosen;
  }
}
