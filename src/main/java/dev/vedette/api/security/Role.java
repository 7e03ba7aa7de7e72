package dev.vedette.api.security;

import java.util.Locale;

/** What somebody may do; each role may do what the ones before it may. */
public enum Role {
  /** Look. */
  VIEWER,
  /** Also fail over, reset, cancel and flush. */
  OPERATOR,
  /** Also add, change, remove, configure and simulate failures. */
  ADMIN;

  /** What Spring Security calls it. */
  public String authority() {
    return "ROLE_" + name();
  }

  /** Its name in configuration and documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
