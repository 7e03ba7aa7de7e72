package dev.vedette.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API server that keeps objects as a real one does, with resource versions; and that fails,
 * hangs, or is gone when a test wants it.
 */
public final class MockCluster implements AutoCloseable {

  public static final String NAMESPACE = "redis";
  public static final String SELECTOR = "app=redis";

  private static final Logger LOG = LoggerFactory.getLogger(MockCluster.class);

  private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final int port;
  private MockWebServer server;
  private volatile Function<RecordedRequest, @Nullable MockResponse> instead = request -> null;

  public MockCluster() {
    server = serve(0);
    port = server.getPort();
  }

  private MockWebServer serve(int at) {
    MockWebServer serving = new MockWebServer();
    serving.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.add(request.getMethod() + " " + request.getPath());
            MockResponse other = instead.apply(request);
            return other == null ? objects.dispatch(request) : other;
          }
        });
    serving.start(InetAddress.getLoopbackAddress(), at);
    return serving;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Answers something else from now on, where that function does not return null. */
  public void answer(Function<RecordedRequest, @Nullable MockResponse> with) {
    instead = with;
  }

  /** Works again. */
  public void recover() {
    answer(request -> null);
  }

  /** A failure as the API server would say it. */
  public static MockResponse failure(int code, String message) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(
            String.format(
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,"
                    + "\"message\":\"%s\"}",
                code, message));
  }

  /** Is not there any more; what it knew is kept. */
  public void stop() {
    try {
      server.shutdown();
    } catch (RejectedExecutionException e) {
      LOG.debug("It has ended its own threads before it was done with closing connections", e);
    }
  }

  /** Is there again, at the same address. */
  public void startAgain() {
    server = serve(port);
  }

  /** Every request so far, as "METHOD path". */
  public List<String> requests() {
    return requests;
  }

  public long writes() {
    return requests.stream().filter(request -> !request.startsWith("GET ")).count();
  }

  /** A client of the test's own. The caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder().withMasterUrl(url()).withNamespace(NAMESPACE).build())
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  /** A running Redis pod at that address. */
  public static Pod pod(String name, String ip) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(name)
        .addToLabels("app", "redis")
        .endMetadata()
        .withNewSpec()
        .withHostname(name)
        .withSubdomain("redis-headless")
        .addNewContainer()
        .withName("redis")
        .addNewPort()
        .withContainerPort(6379)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(ip)
        .addNewPodIP(ip)
        .endStatus()
        .build();
  }

  public static void create(KubernetesClient client, Pod... pods) {
    for (Pod pod : pods) {
      client.resource(pod).create();
    }
  }

  /** "role master-name epoch" of a pod, each "-" when it is missing. */
  public static String marks(KubernetesClient client, String name) {
    Pod pod = client.pods().inNamespace(NAMESPACE).withName(name).get();
    Marks.OfPod marks = Fabric8Models.pod(pod).marks();
    return String.join(
        " ", orDash(marks.role()), orDash(marks.masterName()), orDash(marks.epoch()));
  }

  private static String orDash(@Nullable String text) {
    return Objects.requireNonNullElse(text, "-");
  }

  public static void relabel(KubernetesClient client, String pod, String key, String value) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(pod)
        .edit(found ->
            new PodBuilder(found).editMetadata().addToLabels(key, value).endMetadata().build());
  }

  public static @Nullable EndpointSlice slice(KubernetesClient client, String name) {
    return client.resources(EndpointSlice.class).inNamespace(NAMESPACE).withName(name).get();
  }

  @Override
  public void close() {
    stop();
  }
}
