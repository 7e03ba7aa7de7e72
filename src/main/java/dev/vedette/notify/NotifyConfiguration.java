package dev.vedette.notify;

import dev.vedette.engine.Engine;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.QueueDatabase;
import dev.vedette.notify.settings.NotifyProperties;
import dev.vedette.notify.settings.NotifySettings;
import dev.vedette.notify.settings.PropertyReader;
import dev.vedette.notify.settings.SettingsCompiler;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * The beans of the notification side. It needs an {@link Engine} and a {@link QueueFile}; beans of
 * type {@link Channel} are used as further channels.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotifyProperties.class)
public class NotifyConfiguration {

  @Bean
  SettingsCompiler notifySettingsCompiler(
      SslBundles ssl, ObjectProvider<JavaMailSender> mail, ObjectProvider<Channel> channels) {
    return new SettingsCompiler(ssl, mail::getIfAvailable, channels.orderedStream().toList());
  }

  @Bean
  Notifications notifications(
      Engine engine,
      QueueFile file,
      NotifyProperties properties,
      SettingsCompiler compiler,
      ConfigurableEnvironment environment) {
    NotifySettings settings = compiler.compile(active(properties));
    PropertyReader again = new PropertyReader(environment);
    Supplier<NotifySettings> reader = () -> compiler.compile(active(again.read()));
    Path path = Objects.requireNonNullElse(properties.queueFile(), file.path());
    QueueDatabase database = QueueDatabase.openOrRemember(path);
    try {
      Notifications notifications =
          new Notifications(
              database, fleets(engine), settings, compiler, reader, NotifyClock.SYSTEM);
      notifications.start(engine);
      return notifications;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** What is switched off has neither routes nor channels. */
  private static NotifyProperties active(NotifyProperties properties) {
    return properties.enabled() ? properties : NotifyProperties.EMPTY;
  }

  private static Fleets fleets(Engine engine) {
    String myId =
        engine
            .read(sentinel -> sentinel.durableState().myId())
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    return new EngineFleets(engine, myId);
  }
}
