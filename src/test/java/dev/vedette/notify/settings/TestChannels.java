package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.settings.NotifyProperties.EmailProperties;
import dev.vedette.notify.settings.NotifyProperties.Starttls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Channels as their properties make them. */
public final class TestChannels {

  private TestChannels() {}

  /**
   * A channel called {@code it}.
   *
   * @param kind such as {@code email}
   * @param properties without what comes before its name
   */
  public static Channel of(String kind, Map<String, ?> properties, SslBundles ssl) {
    Map<String, Object> full = new HashMap<>();
    properties.forEach(
        (name, value) -> full.put("vedette.notify.channels." + kind + ".it." + name, value));
    NotifyProperties bound =
        new Binder(new MapConfigurationPropertySource(full))
            .bind("vedette.notify", Bindable.of(NotifyProperties.class))
            .get();
    var channels = new SettingsCompiler(ssl, () -> null, List.of()).compile(bound).channels();
    return Objects.requireNonNull(channels.get("it")).channel();
  }

  /** A channel that needs no SSL bundle. */
  public static Channel of(String kind, Map<String, ?> properties) {
    return of(kind, properties, new DefaultSslBundleRegistry());
  }

  /** A mail channel to an SMTP server of this machine. */
  public static Channel email(String name, int port, String... to) {
    var properties =
        new EmailProperties(
            List.of(to),
            "Vedette <vedette@example.org>",
            null,
            "127.0.0.1",
            port,
            null,
            null,
            Starttls.OFF,
            false,
            null,
            null,
            null,
            null,
            Duration.ofSeconds(2),
            null,
            4,
            100);
    return new EmailChannels(new DefaultSslBundleRegistry(), () -> null)
        .channel(name, properties, new Check("test"));
  }
}
