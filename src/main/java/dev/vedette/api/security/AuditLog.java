package dev.vedette.api.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes audit records to a logger of their own, one line each. */
public final class AuditLog implements AuditSink {

  /** Name of the logger. */
  public static final String LOGGER = "dev.vedette.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  @Override
  public void accept(AuditRecord change) {
    LOG.info(
        "audit who={} from={} method={} path={} status={} detail=\"{}\"",
        oneWord(change.who()),
        change.from(),
        change.method(),
        oneWord(change.path()),
        change.status(),
        change.detail().replaceAll("[\\p{Cntrl}\"\\\\]", "?"));
  }

  private static String oneWord(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s\"\\\\]", "?");
  }
}
