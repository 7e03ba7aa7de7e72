package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented example must be one that works. */
class ExampleFileTest {

  private static final Path EXAMPLE = Path.of("docs", "examples", "sentinel.conf");

  @TempDir private Path folder;

  @Test
  void the_example_loads_as_it_is() throws IOException {
    var settings = new TestConfiguration(folder).write(Files.readString(EXAMPLE)).load();

    assertThat(settings.resp().port()).isEqualTo(26379);
    assertThat(master(settings.state(), "mymaster").settings().downAfterMillis()).isEqualTo(5_000);
  }

  @Test
  void every_commented_line_of_the_example_is_a_line() throws IOException {
    var problems = new Problems();
    for (var line : Files.readAllLines(EXAMPLE)) {
      var words = List.of(line.replaceFirst("^# ", "").split(" ", -1));
      boolean isLine =
          line.startsWith("# ")
              && words.size() > 1
              && KnownDirectives.contains(words.getFirst())
              && !words.getFirst().equals("user")
              && !line.contains("<");
      if (isLine) {
        CommandLineWords.lines(List.of(String.join(" ", words)), problems)
            .forEach(read -> assertThat(LineKey.of(read.words())).as(line).isNotNull());
      }
    }
    problems.throwIfAny();
  }
}
