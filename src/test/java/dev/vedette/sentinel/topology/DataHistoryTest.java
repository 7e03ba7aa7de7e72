package dev.vedette.sentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.topology.InfoReport.DataSet;
import org.junit.jupiter.api.Test;

class DataHistoryTest {

  private final DataHistory history = new DataHistory();

  @Test
  void knows_what_the_master_has_and_had() {
    history.learnFromMaster(new DataSet("new", "old", 7, 1));
    assertThat(history.isKnown()).isTrue();
    assertThat(history.contains("new")).isTrue();
    assertThat(history.contains("old")).isTrue();
    assertThat(history.contains("foreign")).isFalse();
    assertThat(history.present()).isEqualTo("new");
  }

  @Test
  void what_is_not_told_is_not_ours() {
    history.learnFromMaster(DataSet.NONE);
    assertThat(history.isKnown()).isFalse();
    assertThat(history.contains("")).isFalse();
    assertThat(history.present()).isEmpty();
  }

  @Test
  void another_master_goes_on_under_an_id_that_it_has_yet_to_tell() {
    history.learnFromMaster(new DataSet("old", "", 7, 1));
    history.masterChanged();
    assertThat(history.present()).isEmpty();
    assertThat(history.contains("old")).isTrue();
  }

  @Test
  void keeps_the_latest_of_many_ids() {
    history.learn("first");
    for (int i = 0; i < DataHistory.MAX_IDS - 1; i++) {
      history.learn("id" + i);
    }
    history.learn("first");
    history.learn("one more");
    assertThat(history.contains("id0")).isFalse();
    assertThat(history.contains("id1")).isTrue();
    assertThat(history.contains("first")).isTrue();
    assertThat(history.contains("one more")).isTrue();
  }
}
