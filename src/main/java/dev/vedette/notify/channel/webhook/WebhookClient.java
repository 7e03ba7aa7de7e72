package dev.vedette.notify.channel.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Builds webhook channels: no redirects, no cookies, no retries of its own, bounded waits. */
public final class WebhookClient {

  private final boolean allowPrivateNetworks;
  private final Duration timeout;
  private final @Nullable SSLContext tls;

  /**
   * With these rules.
   *
   * @param allowPrivateNetworks whether private addresses and loopback may be reached
   * @param timeout for the connection, and for the response
   * @param tls whom to trust and who we are, null for what the JDK trusts
   */
  public WebhookClient(boolean allowPrivateNetworks, Duration timeout, @Nullable SSLContext tls) {
    this.allowPrivateNetworks = allowPrivateNetworks;
    this.timeout = timeout;
    this.tls = tls;
  }

  /**
   * A channel that posts to that address.
   *
   * @param secrets keys to sign with, the newest first, none for unsigned requests
   * @throws IllegalArgumentException when a secret has the wrong form
   */
  public WebhookChannel channel(
      String name, URI url, List<String> secrets, WebhookChannel.Content content) {
    CloseableHttpClient client = client();
    HttpComponentsClientHttpRequestFactory requests =
        new HttpComponentsClientHttpRequestFactory(client);
    requests.setConnectionRequestTimeout(timeout);
    return new WebhookChannel(
        name,
        url,
        RestClient.builder().requestFactory(requests).build(),
        new WebhookSignature(secrets),
        content,
        InstantSource.system(),
        client);
  }

  private CloseableHttpClient client() {
    Timeout limit = Timeout.of(timeout.toMillis(), TimeUnit.MILLISECONDS);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new AddressGuard(reach()))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(limit)
                    .setSocketTimeout(limit)
                    .setTimeToLive(5, TimeUnit.MINUTES)
                    .build())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(limit).build());
    if (tls != null) {
      connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
    }
    return HttpClients.custom()
        .setConnectionManager(connections.build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(limit)
                .setRedirectsEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .addResponseInterceptorFirst(new BodyLimit())
        .setUserAgent("Vedette")
        .build();
  }

  /**
   * Whether a text is an address that a webhook can have.
   *
   * @throws IllegalArgumentException when it is not; the message says why
   */
  public static URI requireUrl(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a URL", e);
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("must begin with https:// or http://");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw new IllegalArgumentException("names no host");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not contain a user; use username and password instead");
    }
    return url;
  }

  /**
   * Checks a numeric host right away; names are looked up, and checked, with every connection.
   *
   * @throws IllegalArgumentException when it may not be reached
   */
  public URI requireAllowed(URI url) {
    InetAddress literal;
    try {
      literal = InetAddress.ofLiteral(url.getHost().replaceAll("[\\[\\]]", ""));
    } catch (IllegalArgumentException e) {
      return url; // a name
    }
    if (!new AddressGuard(reach()).isAllowed(literal)) {
      throw new IllegalArgumentException(
          url.getHost()
              + " may not be reached by webhooks; allow-private-networks permits private addresses");
    }
    return url;
  }

  /**
   * Checks the form of a secret.
   *
   * @throws IllegalArgumentException when it is wrong; the message does not show the secret
   */
  public static String requireSecret(String secret) {
    boolean signs = new WebhookSignature(List.of(secret)).isOn();
    return signs ? secret : "";
  }

  private AddressGuard.Reach reach() {
    return allowPrivateNetworks ? AddressGuard.Reach.PRIVATE : AddressGuard.Reach.PUBLIC;
  }
}
