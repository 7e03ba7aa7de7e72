package dev.vedette.api.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Counts and logs failed log-ins. */
final class LoginEvents implements AuthenticationEventPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.LOGGER);

  private final FailedLoginLimit limit;

  LoginEvents(FailedLoginLimit limit) {
    this.limit = limit;
  }

  @Override
  public void publishAuthenticationSuccess(Authentication authentication) {
    LOG.trace("log-in who={}", authentication.getName());
  }

  @Override
  public void publishAuthenticationFailure(
      AuthenticationException reason, Authentication authentication) {
    if (authentication.getDetails() instanceof WebAuthenticationDetails web) {
      limit.failed(web.getRemoteAddress());
      // The name is not logged: people type passwords into the wrong field.
      LOG.warn("log-in failed from={}", web.getRemoteAddress());
    }
  }
}
