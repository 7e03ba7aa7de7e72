package dev.vedette.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in the chart's README is made of the comments in its values.yaml. */
class ChartReadmeTest {

  private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- values: written by ChartReadmeTest -->\n";
  private static final String END = "\n<!-- end of values -->";

  @Test
  void every_value_is_described() throws IOException {
    assertThat(ValuesTable.of(Files.readString(VALUES)).undescribed()).isEmpty();
  }

  /** With {@code -Drewrite} the table is written instead. */
  @Test
  void the_readme_has_the_table_of_the_values() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme).containsSubsequence(BEGIN, END);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    String expected =
        readme.substring(0, begin)
            + ValuesTable.of(Files.readString(VALUES)).markdown()
            + readme.substring(end);

    if (System.getProperty("rewrite") != null) {
      Files.writeString(README, expected);
    } else {
      assertThat(readme).isEqualTo(expected);
    }
  }
}
