package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.settings.NotifyProperties.EmailProperties;
import dev.vedette.notify.settings.NotifyProperties.Starttls;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Channels as their properties make them. */
public final class TestChannels {

  private TestChannels() {}

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
