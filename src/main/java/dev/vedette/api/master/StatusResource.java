package dev.vedette.api.master;

import dev.vedette.sentinel.view.MasterView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a master is up, and since when it is that way.
 *
 * @param status {@code ok}, {@code sdown} or {@code odown}
 * @param since since when, as far as this process has seen
 */
@Schema(name = "Status", description = "Whether a master is up, and since when.")
public record StatusResource(
    @Schema(
            description =
                "`ok`; `sdown` when this sentinel gets no answer; `odown` when the quorum agrees.",
            allowableValues = {"ok", "sdown", "odown"},
            example = "ok")
        String status,
    @Schema(description = "Since when, as far as this process has seen.") Instant since) {

  static StatusResource of(MasterView master, UpSince upSince, Instant now) {
    Long ago = master.odownSinceMillis();
    if (ago == null) {
      ago = master.instance().sdownForMillis();
    }
    Instant since = ago == null ? upSince.since(master.name()) : ago(now, ago);
    return new StatusResource(master.status(), since);
  }

  /** That long before now, in whole milliseconds. */
  static Instant ago(Instant now, long millis) {
    return now.minusMillis(millis).truncatedTo(ChronoUnit.MILLIS);
  }

  /** That long before now; null for null. */
  static @Nullable Instant agoOrNull(Instant now, @Nullable Long millis) {
    return millis == null ? null : ago(now, millis);
  }
}
