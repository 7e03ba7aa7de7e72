package dev.vedette.api.security;

/** Takes audit records. Returns at once and does not throw. */
@FunctionalInterface
public interface AuditSink {

  /** Takes one record. */
  void accept(AuditRecord change);
}
