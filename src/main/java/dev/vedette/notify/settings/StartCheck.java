package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.ActiveChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Finds mistakes in the properties before anything starts, so that a misspelt address is seen by
 * the one who starts Vedette and not by the one who waits for a mail. Reaches for nothing outside
 * of this machine, and does nothing when nothing is configured.
 *
 * <p>What only the admin side knows is taken on trust and checked there: what is inside an SSL
 * bundle, and which beans are channels. Those that are named under {@code channels.custom} count as
 * present.
 */
public final class StartCheck {

  private final ConfigurableEnvironment environment;

  /** Of the properties in that environment. */
  public StartCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Checks them all.
   *
   * @return whether anybody is to be told anything
   * @throws InvalidNotifyPropertyException for the first mistake
   */
  public boolean run() {
    if (!isConfigured()) {
      return false;
    }
    NotifyProperties properties = PropertyReader.bind(environment);
    if (!properties.enabled()) {
      return false;
    }
    List<Channel> promised =
        properties.channels().custom().keySet().stream().<Channel>map(Promised::new).toList();
    SettingsCompiler compiler = new SettingsCompiler(new DefinedBundles(), this::mail, promised);
    Map<String, ActiveChannel> channels = compiler.compile(properties).channels();
    compiler.close(channels);
    return !channels.isEmpty();
  }

  private boolean isConfigured() {
    ConfigurationPropertyName prefix = ConfigurationPropertyName.of(NotifyProperties.PREFIX);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(prefix) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  private @Nullable JavaMailSender mail() {
    boolean present =
        environment.containsProperty("spring.mail.host")
            || environment.containsProperty("spring.mail.jndi-name");
    return present ? new JavaMailSenderImpl() : null;
  }

  /** Bundles that have properties; what is in them does not matter here. */
  private final class DefinedBundles extends DefaultSslBundleRegistry {
    @Override
    public SslBundle getBundle(String name) {
      boolean isDefined =
          Stream.of("pem", "jks")
              .map(kind -> "spring.ssl.bundle." + kind + "." + name)
              .anyMatch(prefix ->
                  Binder.get(environment)
                      .bind(prefix, Bindable.mapOf(String.class, String.class))
                      .isBound());
      if (!isDefined) {
        throw new NoSuchSslBundleException(name, "no properties define it");
      }
      return SslBundle.of(SslStoreBundle.NONE);
    }
  }

  /** A bean that the admin side will bring. */
  private record Promised(String name) implements Channel {
    @Override
    public String type() {
      return "custom";
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public DeliveryResult deliver(Attempt attempt) {
      throw new IllegalStateException("only a promise");
    }

    @Override
    public String preview(Notification notification) {
      return "";
    }
  }
}
