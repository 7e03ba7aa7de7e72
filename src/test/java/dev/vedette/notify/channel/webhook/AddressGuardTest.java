package dev.vedette.notify.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.notify.channel.webhook.AddressGuard.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "fec0::1",
        "64:ff9b::a01:203",
        "2002:a01:203::1",
        "::10.1.2.3"
      })
  void private_addresses_need_permission(String address) {
    assertThat(new AddressGuard(Reach.PUBLIC).isAllowed(InetAddress.ofLiteral(address))).isFalse();
    assertThat(new AddressGuard(Reach.PRIVATE).isAllowed(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "fe80::1",
        "ff02::1",
        "::",
        "64:ff9b::a9fe:a9fe"
      })
  void some_addresses_are_never_reached(String address) {
    assertThat(new AddressGuard(Reach.PRIVATE).isAllowed(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void public_addresses_are_reached(String address) {
    assertThat(new AddressGuard(Reach.PUBLIC).isAllowed(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inside.example", "both.example"})
  void a_name_leads_only_to_allowed_addresses(String name) throws UnknownHostException {
    DnsResolver names =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            InetAddress inside = InetAddress.ofLiteral("10.0.0.1");
            return host.equals("inside.example")
                ? new InetAddress[] {inside}
                : new InetAddress[] {inside, InetAddress.ofLiteral("93.184.216.34")};
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    var guard = new AddressGuard(Reach.PUBLIC, names);

    if (name.equals("inside.example")) {
      assertThatThrownBy(() -> guard.resolve(name)).hasMessageContaining("may not reach");
    } else {
      assertThat(guard.resolve(name)).containsExactly(InetAddress.ofLiteral("93.184.216.34"));
    }
  }
}
