/** Who may do what: users, tokens, roles, protected mode, and the audit trail. */
@NullMarked
package dev.vedette.api.security;

import org.jspecify.annotations.NullMarked;
