package dev.vedette.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import dev.vedette.testing.TestCertificate;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/** A pod of the chart as a process, with exactly the configuration that the chart renders. */
class ChartReplayIT {

  private static final String NAME = "vedette-0.vedette-headless.default.svc.cluster.local";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension final RedisLab lab = new RedisLab();

  private final int sentinelPort = FreePorts.next();
  private final int httpPort = FreePorts.next();
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() {
    folder = lab.folder();
  }

  private LocalPod start(String values, Map<String, Map<String, String>> secrets)
      throws IOException {
    Path file = Files.writeString(folder.resolve("values.yml"), values);
    Rendered rendered = Chart.objects(file);
    LocalPod pod = lab.closing(new LocalPod(rendered, secrets, folder.resolve("pod")));
    lab.showOnFailure(pod.log());
    return pod.start();
  }

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(condition);
  }

  private int get(HttpClient client, String scheme, String path, @Nullable String token)
      throws IOException, InterruptedException {
    return send(client, scheme, path, token).statusCode();
  }

  private HttpResponse<String> send(
      HttpClient client, String scheme, String path, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + httpPort + path))
            .timeout(Duration.ofSeconds(20));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private Jedis sentinel(@Nullable String password) {
    return new Jedis(
        new HostAndPort("127.0.0.1", sentinelPort),
        DefaultJedisClientConfig.builder().password(password).timeoutMillis(5_000).build());
  }

  private static String myId(Jedis sentinel) {
    Object id = SafeEncoder.encodeObject(sentinel.sendCommand(Protocol.Command.SENTINEL, "MYID"));
    return String.valueOf(id);
  }

  @Test
  void watches_fails_over_tells_and_comes_back_as_the_same_sentinel() throws Exception {
    RedisGroup group = lab.group("redis secret", 1);
    RedisProcess stream = lab.redisWithPassword("stream secret");
    String values =
        """
        replicaCount: 1
        masters:
          mymaster:
            host: 127.0.0.1
            port: %d
            downAfter: 1500ms
            failoverTimeout: 4s
            auth: {existingSecret: redis, passwordKey: pass}
        sentinel: {port: %d, auth: {enabled: true, password: "sentinel: 'secret'"}}
        http: {port: %d}
        notifications:
          config:
            channels: {redis: {audit: {host: 127.0.0.1, port: %d, stream: told}}}
            routes: [{name: all, set: all-warnings, channels: [audit]}]
        secretProperties:
          - property: vedette.notify.channels.redis.audit.password
            secretName: stream
            key: pass
        """
            .formatted(group.master().port(), sentinelPort, httpPort, stream.port());
    LocalPod pod =
        start(
            values,
            Map.of(
                // The line break is that of a file that somebody made a Secret of.
                "redis", Map.of("pass", "redis secret\n"),
                "stream", Map.of("pass", "stream secret")));
    HttpClient client = HttpClient.newHttpClient();
    String password = "sentinel: 'secret'";

    eventually("it is ready", () -> get(client, "http", "/actuator/health/readiness", null) == 200);
    assertThat(get(client, "http", "/actuator/health/liveness", null)).isEqualTo(200);
    assertThat(get(client, "http", "/api/v1/masters", null)).isEqualTo(401);
    String admin = pod.secret("vedette-http", "admin-token");
    assertThat(send(client, "http", "/api/v1/masters", admin).body())
        .contains("mymaster")
        .contains("\"status\":\"ok\"");
    String metrics = pod.secret("vedette-http", "metrics-token");
    assertThat(send(client, "http", "/actuator/prometheus", metrics).body())
        .contains("redis_sentinel_master_status");
    assertThat(get(client, "http", "/actuator/threaddump", metrics)).isIn(403, 404);
    String id;
    try (Jedis sentinel = sentinel(password)) {
      id = myId(sentinel);
      eventually("it knows the replica", () -> sentinel.sentinelReplicas("mymaster").size() == 1);
    }

    group.master().kill();

    eventually(
        "the replica is the master",
        () -> {
          try (Jedis sentinel = sentinel(password)) {
            return sentinel
                .sentinelGetMasterAddrByName("mymaster")
                .get(1)
                .equals(Integer.toString(group.replica(0).port()));
          }
        });
    try (Jedis told = stream.connect()) {
      eventually("it was told", () -> told.xlen("told") > 0);
    }

    pod.stop();
    pod.start();

    eventually(
        "it remembers who it is and where the master is",
        () -> {
          try (Jedis sentinel = sentinel(password)) {
            return myId(sentinel).equals(id)
                && sentinel
                    .sentinelGetMasterAddrByName("mymaster")
                    .get(1)
                    .equals(Integer.toString(group.replica(0).port()));
          }
        });
    assertThat(pod.logText()).doesNotContain("cannot start").contains("bye bye");
    assertThat(Files.readString(folder.resolve("pod/data/vedette-state.conf")))
        .contains("sentinel announce-ip " + NAME);
  }

  @Test
  void speaks_tls_with_users_of_an_acl_file() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder, "vedette");
    RedisGroup group = lab.group(0);
    int tlsPort = FreePorts.next();
    String values =
        """
        replicaCount: 1
        masters: {mymaster: {host: 127.0.0.1, port: %d}}
        sentinel:
          port: %d
          auth: {enabled: true, existingSecret: peers, acl: {existingSecret: acl, user: peer}}
        http:
          port: %d
          auth:
            existingSecret: tokens
            users: {Anna: {roles: [admin], existingSecret: users, key: anna}}
        tls: {enabled: true, existingSecret: certificate, sentinelPort: %d}
        """
            .formatted(group.master().port(), sentinelPort, httpPort, tlsPort);
    Map<String, Map<String, String>> secrets =
        Map.of(
            "peers", Map.of("password", "among-us"),
            "acl",
                Map.of(
                    "users.acl",
                    """
                    user default off
                    user peer on >among-us +@all ~* &*
                    user app on >app-secret +sentinel|get-master-addr-by-name &*
                    """),
            "tokens",
                Map.of(
                    "admin-token-hash", "0".repeat(64),
                    "metrics-token-hash", "1".repeat(64),
                    "metrics-token", "unused"),
            "users", Map.of("anna", "{bcrypt}$2y$10$" + "a".repeat(53)),
            "certificate",
                Map.of(
                    "tls.crt", Files.readString(certificate.certificate()),
                    "tls.key", Files.readString(certificate.key()),
                    "ca.crt", Files.readString(certificate.certificate())));
    start(values, secrets);
    SSLContext trusting = trusting(certificate.certificate());
    HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();

    eventually(
        "it is ready", () -> get(client, "https", "/actuator/health/readiness", null) == 200);
    assertThat(get(client, "https", "/api/v1/masters", null)).isEqualTo(401);
    DefaultJedisClientConfig app =
        DefaultJedisClientConfig.builder()
            .user("app")
            .password("app-secret")
            .ssl(true)
            .sslSocketFactory(trusting.getSocketFactory())
            .build();
    try (Jedis sentinel = new Jedis(new HostAndPort("localhost", tlsPort), app)) {
      assertThat(sentinel.sentinelGetMasterAddrByName("mymaster"))
          .containsExactly("127.0.0.1", Integer.toString(group.master().port()));
    }
    assertThatThrownBy(() -> sentinel("wrong").ping()).hasMessageContaining("WRONGPASS");
  }

  @Test
  void takes_every_option_of_a_master() throws Exception {
    RedisGroup group = lab.group("secret", 0);
    String values =
        """
        replicaCount: 1
        masters:
          Orders.eu_1:
            host: 127.0.0.1
            port: %d
            quorum: 1
            downAfter: 7s
            failoverTimeout: 90000
            parallelSyncs: 4
            masterRebootDownAfterPeriod: 1m
            renameCommands: {CONFIG: hidden}
            auth: {username: default, existingSecret: redis}
        sentinel: {port: %d}
        http: {port: %d}
        config: {vedette: {admin: {enabled: false}}}
        """
            .formatted(group.master().port(), sentinelPort, httpPort);
    start(values, Map.of("redis", Map.of("password", "secret")));

    eventually(
        "it watches with these options",
        () -> {
          try (Jedis sentinel = sentinel(null)) {
            return sentinel
                .sentinelMaster("Orders.eu_1")
                .entrySet()
                .containsAll(
                    Map.of(
                            "flags", "master",
                            "quorum", "1",
                            "down-after-milliseconds", "7000",
                            "failover-timeout", "90000",
                            "parallel-syncs", "4")
                        .entrySet());
          }
        });
    assertThat(Files.readString(folder.resolve("pod/data/vedette-state.conf")))
        .contains("sentinel rename-command Orders.eu_1 CONFIG hidden")
        .contains("sentinel auth-user Orders.eu_1 default")
        .contains("sentinel master-reboot-down-after-period Orders.eu_1 60000");
  }

  @Test
  void watches_on_when_kubernetes_cannot_be_asked() throws Exception {
    RedisGroup group = lab.group(0);
    String values =
        """
        replicaCount: 1
        masters: {mymaster: {host: 127.0.0.1, port: %d, podSelector: "app in (a, b)"}}
        sentinel: {port: %d}
        http: {port: %d}
        kubernetes: {roleLabels: {enabled: true}, masterService: {enabled: true}}
        config: {vedette: {kubernetes: {api-url: "http://127.0.0.1:%d"}}}
        """
            .formatted(group.master().port(), sentinelPort, httpPort, FreePorts.next());
    LocalPod pod = start(values, Map.of());
    HttpClient client = HttpClient.newHttpClient();

    eventually(
        "it says what it cannot do",
        () -> pod.logText().contains("Labels and EndpointSlices cannot be kept now"));
    eventually("it is ready", () -> get(client, "http", "/actuator/health/readiness", null) == 200);
    try (Jedis sentinel = sentinel(null)) {
      assertThat(sentinel.sentinelGetMasterAddrByName("mymaster")).contains("127.0.0.1");
    }
  }

  private static SSLContext trusting(Path certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = new FileInputStream(certificate.toFile())) {
      store.setCertificateEntry(
          "vedette", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
