package dev.vedette.observe;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What redis_exporter tells about a sentinel, and what people ask of it. The series are those that
 * its {@code exporter/sentinels.go} registers, all of them gauges; the queries are of the kinds
 * that are found in published alert rules and dashboards.
 */
public final class RedisExporter {

  private static final Set<String> MASTER = Set.of("master_name", "master_address");

  /** Names and labels. */
  public static final Map<String, Set<String>> SERIES =
      Map.ofEntries(
          entry("redis_sentinel_masters", Set.of()),
          entry("redis_sentinel_tilt", Set.of()),
          entry("redis_sentinel_running_scripts", Set.of()),
          entry("redis_sentinel_scripts_queue_length", Set.of()),
          entry("redis_sentinel_simulate_failure_flags", Set.of()),
          entry(
              "redis_sentinel_master_status",
              Set.of("master_name", "master_address", "master_status")),
          entry("redis_sentinel_master_slaves", MASTER),
          entry("redis_sentinel_master_ok_slaves", MASTER),
          entry("redis_sentinel_master_sentinels", MASTER),
          entry("redis_sentinel_master_ok_sentinels", MASTER),
          entry("redis_sentinel_master_ckquorum_status", Set.of("master_name", "message")),
          entry("redis_sentinel_master_config_epoch", MASTER),
          entry("redis_sentinel_master_last_ok_ping_reply_seconds", MASTER),
          entry("redis_sentinel_master_setting_ckquorum", MASTER),
          entry("redis_sentinel_master_setting_down_after_milliseconds", MASTER),
          entry("redis_sentinel_master_setting_failover_timeout", MASTER),
          entry("redis_sentinel_master_setting_parallel_syncs", MASTER),
          entry(
              "redis_sentinel_peer_info",
              Set.of("master_name", "master_address", "name", "ip", "port", "runid", "flags")),
          entry("redis_sentinel_config_key_value", Set.of("key", "value")),
          entry("redis_sentinel_config_value", Set.of("key")));

  /** Alerts and panels. */
  public static final List<String> QUERIES =
      List.of(
          "redis_sentinel_masters < 1",
          "redis_sentinel_tilt == 1",
          "redis_sentinel_master_status != 1",
          "redis_sentinel_master_status{master_status=\"ok\"} == 0",
          "max(redis_sentinel_master_status) by (job, master_name, master_status)",
          "changes(redis_sentinel_master_status[5m]) > 0",
          "max by (master_name) (redis_sentinel_master_status) == 0",
          "count by (master_name, master_address) (redis_sentinel_master_status == 1)",
          "redis_sentinel_master_slaves < 2",
          "redis_sentinel_master_ok_slaves < redis_sentinel_master_slaves",
          "redis_sentinel_master_sentinels < 3",
          "redis_sentinel_master_ok_sentinels < redis_sentinel_master_setting_ckquorum",
          "redis_sentinel_master_sentinels - redis_sentinel_master_ok_sentinels > 0",
          "min(redis_sentinel_master_ok_sentinels) by (job, master_name)",
          "min(redis_sentinel_master_ok_slaves) by (job, master_name)",
          "min(redis_sentinel_master_ckquorum_status) by (job, master_name)",
          "redis_sentinel_master_ckquorum_status == 0",
          "max by (master_name, message) (redis_sentinel_master_ckquorum_status)",
          "changes(redis_sentinel_master_config_epoch[10m]) > 0",
          "redis_sentinel_master_last_ok_ping_reply_seconds * 1000"
              + " > redis_sentinel_master_setting_down_after_milliseconds",
          "redis_sentinel_scripts_queue_length > 10",
          "redis_sentinel_running_scripts",
          "count by (master_name) (redis_sentinel_peer_info)",
          "redis_sentinel_config_key_value{key=\"resolve-hostnames\"}",
          "redis_sentinel_config_value{key=\"announce-port\"}");

  private static final Pattern SELECTOR = Pattern.compile("redis_sentinel_\\w+(?:\\{[^}]*})?");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** What Prometheus itself adds when it scrapes. */
  private static final Set<String> ADDED = Set.of("job", "instance");

  private RedisExporter() {}

  /**
   * Whatever a query selects is there, the labels it groups by exist, and what it compares has the
   * same labels, or Prometheus would find no pairs.
   */
  public static void assertAnswers(String query, Scrape scrape) {
    List<Scrape.Sample> selected = new ArrayList<>();
    Matcher selectors = SELECTOR.matcher(query);
    while (selectors.find()) {
      List<Scrape.Sample> found = scrape.select(selectors.group());
      assertThat(found).as(selectors.group() + " in " + query).isNotEmpty();
      selected.add(found.getFirst());
    }
    assertThat(selected).isNotEmpty();
    assertThat(selected)
        .as(query)
        .allSatisfy(sample -> assertThat(sample.labels()).isEqualTo(selected.getFirst().labels()));
    Matcher grouping = GROUPING.matcher(query);
    while (grouping.find()) {
      assertThat(WORD.matcher(grouping.group(1)).results().map(found -> found.group()))
          .as(query)
          .allMatch(
              label -> ADDED.contains(label) || selected.getFirst().labels().containsKey(label));
    }
  }
}
