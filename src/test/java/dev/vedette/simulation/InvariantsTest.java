package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about reliability names what the simulation watches. */
class InvariantsTest {

  @Test
  void the_page_about_reliability_names_every_invariant_and_why() throws IOException {
    String page = Files.readString(Path.of("docs", "reliability.md"));
    for (Invariant invariant : Invariants.all(new Cluster(World.of(1)))) {
      assertThat(page).contains("| `" + invariant.name() + "` | " + invariant.why() + " |");
    }
  }
}
