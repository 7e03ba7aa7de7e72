package dev.vedette.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sentinel's pod without Kubernetes: the program of this build with exactly the environment and
 * the files that the rendered chart would give it. Paths of mounts lie below a folder.
 */
final class LocalPod implements AutoCloseable {

  private final Rendered rendered;
  private final Map<String, Map<String, String>> secrets;
  private final Path root;
  private final String name;
  private @Nullable Process process;

  /**
   * @param existingSecrets those that the values name and the chart does not make, by name
   * @param root folder that stands for the root of the container
   */
  LocalPod(Rendered rendered, Map<String, Map<String, String>> existingSecrets, Path root) {
    this.rendered = rendered;
    this.secrets = new TreeMap<>(existingSecrets);
    this.root = root;
    this.name = rendered.sentinels().getMetadata().getName() + "-0";
    rendered
        .all(Secret.class)
        .forEach(
            secret -> secrets.put(secret.getMetadata().getName(), new TreeMap<>(decoded(secret))));
  }

  private static Map<String, String> decoded(Secret secret) {
    Map<String, String> data = new TreeMap<>();
    secret
        .getData()
        .forEach(
            (key, value) -> data.put(key, new String(Base64.getDecoder().decode(value), UTF_8)));
    return data;
  }

  /** A value of a Secret, as it was made by the chart or given to us. */
  String secret(String secret, String key) {
    String value = secrets.getOrDefault(secret, Map.of()).get(key);
    if (value == null) {
      throw new IllegalStateException(
          "Kubernetes would wait for key " + key + " of Secret " + secret);
    }
    return value;
  }

  /** Fills the volumes, the data of an earlier run excepted, and starts the program. */
  LocalPod start() {
    try {
      PodSpec pod = rendered.sentinels().getSpec().getTemplate().getSpec();
      for (Volume volume : pod.getVolumes()) {
        fill(volume);
      }
      for (VolumeMount mount : rendered.vedette().getVolumeMounts()) {
        Files.createDirectories(at(mount.getMountPath()));
      }
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx192m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.vedette.Vedette")
              .directory(Files.createDirectories(root.resolve("work")).toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment());
      process = builder.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path at(String mountPath) {
    return root.resolve(mountPath.substring(1));
  }

  /** The same text with paths of mounts below our folder. */
  private String relocated(String text) {
    String mounts =
        rendered.vedette().getVolumeMounts().stream()
            .map(mount -> Pattern.quote(mount.getMountPath()))
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w/])(?:" + mounts + ")(?=/|$|\\s|\")", Pattern.MULTILINE)
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(at(found.group()).toString()));
  }

  private void fill(Volume volume) throws IOException {
    Path folder =
        at(
            rendered.vedette().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume.getName()))
                .findFirst()
                .orElseThrow()
                .getMountPath());
    Files.createDirectories(folder);
    if (volume.getConfigMap() != null) {
      ConfigMap map = rendered.one(ConfigMap.class, volume.getConfigMap().getName());
      for (Map.Entry<String, String> file : map.getData().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), relocated(file.getValue()));
      }
    } else if (volume.getProjected() != null) {
      for (var source : volume.getProjected().getSources()) {
        write(folder, source.getSecret().getName(), source.getSecret().getItems());
      }
    } else if (volume.getSecret() != null) {
      SecretVolumeSource secret = volume.getSecret();
      write(folder, secret.getSecretName(), secret.getItems());
    }
  }

  private void write(Path folder, String secret, List<KeyToPath> items) throws IOException {
    if (items.isEmpty()) {
      for (String key : secrets.getOrDefault(secret, Map.of()).keySet()) {
        Files.writeString(folder.resolve(key), secret(secret, key));
      }
    }
    for (KeyToPath item : items) {
      Files.writeString(folder.resolve(item.getPath()), secret(secret, item.getKey()));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : rendered.vedette().getEnv()) {
      environment.put(variable.getName(), relocated(value(variable)));
    }
    return environment;
  }

  private String value(EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue().replace("$(POD_NAME)", name);
    }
    var key = variable.getValueFrom().getSecretKeyRef();
    return key == null ? name : secret(key.getName(), key.getKey());
  }

  /** Ends it as Kubernetes does, and waits for that. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end, see " + log());
      }
    }
  }

  Path log() {
    return root.resolve("log");
  }

  String logText() throws IOException {
    return Files.exists(log()) ? Files.readString(log()) : "";
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
