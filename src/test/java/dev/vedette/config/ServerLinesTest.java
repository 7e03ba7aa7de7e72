package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.config.RespTlsSettings.ClientAuthentication;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLinesTest {

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder);
  }

  @Test
  void lines_about_the_port_are_read() {
    var resp =
        configuration
            .write(
                """
                bind 127.0.0.1 "-::1 *"
                protected-mode yes
                unixsocket vedette.sock
                unixsocketperm 700
                tcp-backlog 64
                tcp-keepalive 60
                timeout 30
                maxclients 77
                proto-max-bulk-len 2mb
                client-query-buffer-limit 3m
                client-output-buffer-limit normal 1kb 2k 3 pubsub 4mb 5mb 6
                client-output-buffer-limit replica 0 0 0
                acllog-max-len 9
                acl-pubsub-default allchannels
                dir %s
                """
                    .formatted(folder))
            .load()
            .resp();

    assertThat(resp.bind()).containsExactly("127.0.0.1", "-::1", "*");
    assertThat(resp.protectedMode()).isTrue();
    assertThat(resp.unixSocket()).isEqualTo(folder.resolve("vedette.sock"));
    assertThat(resp.unixSocketPerm()).isEqualTo("700");
    assertThat(resp.tcpBacklog()).isEqualTo(64);
    assertThat(resp.tcpKeepaliveSeconds()).isEqualTo(60);
    assertThat(resp.timeoutSeconds()).isEqualTo(30);
    assertThat(resp.maxClients()).isEqualTo(77);
    assertThat(resp.maxBulkBytes()).isEqualTo(2 << 20);
    assertThat(resp.maxQueryBytes()).isEqualTo(3_000_000);
    assertThat(resp.normalOutput()).isEqualTo(new OutputLimit(1024, 2000, 3));
    assertThat(resp.pubsubOutput()).isEqualTo(new OutputLimit(4 << 20, 5 << 20, 6));
    assertThat(resp.aclLogMaxLength()).isEqualTo(9);
    assertThat(resp.allChannelsByDefault()).isTrue();
  }

  @Test
  void lines_about_the_process_are_read() {
    var settings =
        configuration
            .write(
                """
                dir %s
                logfile "vedette.log"
                loglevel warning
                pidfile run/vedette.pid
                daemonize yes
                syslog-enabled yes
                rename-command FLUSHALL ""
                bind-source-addr 127.0.0.1
                """
                    .formatted(folder))
            .load();

    assertThat(settings.logging().file()).isEqualTo(folder.resolve("vedette.log"));
    assertThat(settings.logging().level().wireName()).isEqualTo("warning");
    assertThat(settings.pidFile()).isEqualTo(folder.resolve("run/vedette.pid"));
    assertThat(settings.daemonize()).isTrue();
    assertThat(settings.bindSource()).isEqualTo("127.0.0.1");
    assertThat(settings.notes()).hasSize(2).allMatch(note -> note.contains("has no effect"));
  }

  @Test
  void empty_values_unset() {
    var settings =
        configuration
            .write(
                """
                requirepass old
                requirepass ""
                logfile ""
                aclfile ""
                pidfile ""
                bind-source-addr ""
                sentinel announce-ip ""
                sentinel sentinel-pass ""
                """)
            .load();

    assertThat(settings.resp().requirePass()).isNull();
    assertThat(settings.resp().aclFile()).isNull();
    assertThat(settings.logging().file()).isNull();
    assertThat(settings.pidFile()).isNull();
    assertThat(settings.bindSource()).isNull();
    assertThat(settings.state().settings().announceIp()).isNull();
    assertThat(settings.state().settings().sentinelPass()).isNull();
  }

  @Test
  void directives_that_a_sentinel_does_not_need_are_kept() {
    var lines =
        """
        save 900 1
        save 300 10
        APPENDONLY no
        maxmemory-policy allkeys-lru
        client-default-resp 3
        latency-tracking-info-percentiles 50 99 99.9
        supervised systemd
        module.option a b c
        lua-replicate-commands yes
        shutdown-on-sigterm nosave now
        """;
    configuration.write(lines).load();

    assertThat(configuration.content()).startsWith(lines);
  }

  @Test
  void users_are_read_with_passwords_that_contain_spaces() {
    var users =
        configuration
            .write("user alice on \">a b\" ~* +@all\nuser bob on (+get ~x) nopass\n")
            .load()
            .resp()
            .users();

    assertThat(users)
        .containsExactly(
            "alice on #c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65 ~* +@all",
            "bob on (+get ~x) nopass");
  }

  @Test
  void tls_serves_the_port_and_our_own_connections() {
    var settings =
        configuration
            .write("c.crt", "certificate")
            .write("c.key", "key")
            .write("ca.crt", "ca")
            .write("client.crt", "certificate")
            .write("client.key", "key")
            .write(
                """
                dir %s
                port 0
                tls-port 26380
                tls-cert-file c.crt
                tls-key-file c.key
                tls-key-file-pass "open me"
                tls-client-cert-file client.crt
                tls-client-key-file client.key
                tls-ca-cert-file ca.crt
                tls-auth-clients optional
                tls-protocols "TLSv1.2 tlsv1.3"
                tls-ciphers DEFAULT:!MEDIUM:ECDHE-RSA-AES256-GCM-SHA384
                tls-ciphersuites TLS_AES_128_GCM_SHA256
                tls-prefer-server-ciphers yes
                tls-session-caching no
                tls-replication yes
                """
                    .formatted(folder))
            .load();

    var suites = List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    assertThat(settings.resp().port()).isZero();
    assertThat(settings.resp().tlsPort()).isEqualTo(26380);
    assertThat(settings.state().settings().effectiveAnnouncePort()).isEqualTo(26380);
    assertThat(settings.resp().tls())
        .isEqualTo(
            new RespTlsSettings(
                folder.resolve("c.crt"),
                folder.resolve("c.key"),
                "open me",
                folder.resolve("ca.crt"),
                null,
                ClientAuthentication.OPTIONAL,
                List.of("TLSv1.2", "TLSv1.3"),
                suites));
    assertThat(settings.linkTls())
        .isEqualTo(
            new LinkTlsSettings(
                folder.resolve("client.crt"),
                folder.resolve("client.key"),
                null,
                folder.resolve("ca.crt"),
                null,
                List.of("TLSv1.2", "TLSv1.3"),
                suites));
  }
}
