package dev.vedette.api.security;

import org.springframework.security.core.Authentication;

/** What somebody has been granted. */
final class Granted {

  private Granted() {}

  /** Whether they have that role or a greater one. */
  static boolean role(Authentication who, Role needed) {
    return who.isAuthenticated()
        && who.getAuthorities().stream()
            .anyMatch(granted -> {
              for (Role role : Role.values()) {
                if (role.compareTo(needed) >= 0
                    && role.authority().equals(granted.getAuthority())) {
                  return true;
                }
              }
              return false;
            });
  }
}
