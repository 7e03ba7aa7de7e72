package dev.vedette.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Objects that the chart has rendered. */
record Rendered(List<HasMetadata> objects) {

  Rendered {
    objects = List.copyOf(objects);
  }

  /** Reads all documents of helm's output. */
  @SuppressWarnings("unchecked")
  static Rendered of(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<HasMetadata> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document != null) {
        objects.add(KubernetesModels.read((Map<String, Object>) document));
      }
    }
    return new Rendered(objects);
  }

  /** All of that type. */
  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The one of that type and name. */
  <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + type.getSimpleName() + " " + name));
  }

  /** Whether there is one of that type. */
  boolean has(Class<? extends HasMetadata> type) {
    return !all(type).isEmpty();
  }

  /** The StatefulSet of the sentinels. */
  StatefulSet sentinels() {
    return all(StatefulSet.class).stream()
        .filter(set -> !set.getMetadata().getName().endsWith("-demo"))
        .findFirst()
        .orElseThrow();
  }

  /** The container of a sentinel. */
  Container vedette() {
    return sentinels().getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  /** The application.yml of the sentinels. */
  String application() {
    String name = sentinels().getMetadata().getName();
    return Objects.requireNonNull(one(ConfigMap.class, name).getData().get("application.yml"));
  }

  /** Every pod that would run, by the name of what makes it. */
  Map<String, PodTemplateSpec> pods() {
    Map<String, PodTemplateSpec> pods = new TreeMap<>();
    all(StatefulSet.class)
        .forEach(set -> pods.put(set.getMetadata().getName(), set.getSpec().getTemplate()));
    all(Job.class)
        .forEach(job -> pods.put(job.getMetadata().getName(), job.getSpec().getTemplate()));
    all(Pod.class)
        .forEach(pod ->
            pods.put(
                pod.getMetadata().getName(),
                new PodTemplateSpecBuilder()
                    .withMetadata(pod.getMetadata())
                    .withSpec(pod.getSpec())
                    .build()));
    return pods;
  }
}
