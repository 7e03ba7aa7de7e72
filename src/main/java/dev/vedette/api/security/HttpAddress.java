package dev.vedette.api.security;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Listens on this machine only, unless there are credentials or an address is configured. */
final class HttpAddress
    implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(HttpAddress.class);

  private final boolean hasCredentials;
  private final Environment environment;

  HttpAddress(SecuritySettings settings, Environment environment) {
    this.hasCredentials = settings.hasCredentials();
    this.environment = environment;
  }

  /** After the server's own properties were applied. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(ConfigurableWebServerFactory factory) {
    if (hasCredentials) {
      return;
    }
    String configured = environment.getProperty("server.address");
    if (configured == null) {
      factory.setAddress(InetAddress.getLoopbackAddress());
    }
    LOG.warn(
        "Protected mode: no credentials are configured, so HTTP serves this machine only{}. Configure"
            + " vedette.security.users or vedette.security.tokens to serve others.",
        configured == null ? "" : ", and refuses others on " + configured);
  }
}
