package dev.vedette.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The chart, and the values that it is tried with. */
final class Chart {

  static final Path FOLDER = Path.of("helm/vedette");

  private static final Path CASES = Path.of("src/helm");

  /** What the library would claim without being told is older than any cluster alive. */
  private static final String KUBERNETES = "1.33.0";

  private static final Path WITH_HOOKS = copyWithoutHooks();

  private Chart() {}

  /** Files of values that must work, by {@code src/helm/run}, too. */
  static List<Path> goodValues() {
    return files(CASES.resolve("matrix"));
  }

  /** Files of values that must be refused with the sentence in their first line. */
  static List<Path> badValues() {
    return files(CASES.resolve("bad"));
  }

  /**
   * What helm would install as release {@code vedette} in namespace {@code default}, without hooks.
   *
   * @throws IllegalStateException when the values do not work; helm's words are its message
   */
  static String render(Path... values) {
    return render(FOLDER, values);
  }

  /** The same with hooks, as objects. */
  static Rendered objects(Path... values) {
    return Rendered.of(render(WITH_HOOKS, values));
  }

  private static String render(Path chart, Path... values) {
    TemplateCommand command =
        new Helm(chart)
            .template()
            .withName("vedette")
            .withNamespace("default")
            .withKubeVersion(KUBERNETES);
    for (Path file : values) {
      command.withValuesFile(file);
    }
    return command.call();
  }

  /**
   * What helm would say to an upgrade of a release of which the cluster has this. The library
   * cannot play an upgrade, so the look-ups are replaced by what they would find.
   *
   * @param replicas of the StatefulSet that is there
   * @param secretData of the Secret with tokens that is there, as a template's dict
   */
  static String renderUpgrade(int replicas, String secretData, Path... values) {
    Path upgrade =
        copy(
            "target/helm-upgrade",
            text ->
                text.replace(".Release.IsUpgrade", "true")
                    .replaceAll(
                        "lookup \"apps/v1\" .*\\(include \"vedette.fullname\" \\.\\)",
                        "dict \"spec\" (dict \"replicas\" " + replicas + ")")
                    .replaceAll(
                        "lookup \"v1\" \"Secret\" .Release.Namespace \\$name",
                        Matcher.quoteReplacement("dict \"data\" (" + secretData + ")")));
    return render(upgrade, values);
  }

  /** The library leaves hooks out; under another annotation they are objects as all others. */
  private static Path copyWithoutHooks() {
    return copy(
        "target/helm-without-hooks", text -> text.replace("helm.sh/hook", "vedette.dev/hook"));
  }

  private static Path copy(String name, UnaryOperator<String> change) {
    Path copy = Path.of(name);
    try {
      FileSystemUtils.deleteRecursively(copy);
      FileSystemUtils.copyRecursively(FOLDER, copy);
      try (Stream<Path> files = Files.walk(copy.resolve("templates"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.writeString(file, change.apply(Files.readString(file)));
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
