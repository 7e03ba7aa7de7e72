package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Dockerfile promises; {@code src/container/run} carries it out and starts the result. */
class ContainerImageTest {

  private static final Pattern RUNTIME_OPTION = Pattern.compile("-X[\\w:+-]+(=\\S+)?");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

  @Test
  void image_and_launcher_read_the_same_options_of_the_java_runtime() throws IOException {
    assertThat(entrypoint()).contains("@/opt/vedette/java-options");
    assertThat(Files.readString(Path.of("src/container/assemble")))
        .contains("cp \"$root/bin/java-options\" \"$program/java-options\"");
    assertThat(Files.readString(Path.of("bin/vedette"))).contains("\"@$here/java-options\"");
  }

  @Test
  void options_beside_the_common_ones_are_about_the_heap_and_the_cache_only() throws IOException {
    String start = lastLine(Files.readString(Path.of("bin/vedette")));
    String heap = "-Xmx|MaxRAMPercentage|MinRAMPercentage";
    for (String words : List.of(start, String.join(" ", entrypoint()))) {
      assertThat(RUNTIME_OPTION.matcher(words).results().map(MatchResult::group))
          .allSatisfy(option -> assertThat(option).containsPattern(heap + "|AOTCache|Xlog:aot"));
    }
    assertThat(entrypoint()).noneSatisfy(word -> assertThat(word).startsWith("-Xmx"));
  }

  @Test
  void common_options_hold_neither_the_largest_heap_nor_paths() throws IOException {
    List<String> options =
        Files.readAllLines(Path.of("bin/java-options")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(options)
        .contains("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
        .noneSatisfy(option -> assertThat(option).containsPattern("-Xmx|MaxHeap|RAM|/"));
  }

  @Test
  void program_is_process_1_of_a_numeric_user_and_nothing_restarts_it_from_inside()
      throws IOException {
    assertThat(entrypoint()).first().isEqualTo("/opt/jre/bin/java");
    assertThat(instructions("USER")).singleElement().asString().matches("\\d+:\\d+");
    assertThat(instructions("HEALTHCHECK")).isEmpty();
    assertThat(instructions("CMD")).isEmpty();
    assertThat(instructions("VOLUME")).containsExactly("/data");
  }

  private static List<String> entrypoint() throws IOException {
    String words = instructions("ENTRYPOINT").getFirst();
    assertThat(words).as("exec form, for signals reach no program behind a shell").startsWith("[");
    return WORD.matcher(words).results().map(found -> found.group(1)).toList();
  }

  private static List<String> instructions(String name) throws IOException {
    return Files.readAllLines(Path.of("Dockerfile")).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (before, line) -> line);
  }
}
