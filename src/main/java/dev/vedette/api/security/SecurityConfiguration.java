package dev.vedette.api.security;

import dev.vedette.api.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Wires Spring Security. What may be done by whom is in {@link AccessRules}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(SecuritySettings.class)
public class SecurityConfiguration {

  /** Swagger UI is served from here, and nothing else is loaded by any page. */
  private static final String CONTENT_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'";

  @Bean
  HttpAddress httpAddress(SecuritySettings settings, Environment environment) {
    return new HttpAddress(settings, environment);
  }

  @Bean
  SecurityProblems securityProblems(ProblemWriter problems) {
    return new SecurityProblems(problems);
  }

  @Bean
  FailedLoginLimit failedLoginLimit(SecuritySettings settings) {
    return new FailedLoginLimit(settings.failedLogins(), () -> System.nanoTime() / 1_000_000);
  }

  @Bean
  AuditLog auditLog() {
    return new AuditLog();
  }

  @Bean
  UserDetailsService userDetailsService(SecuritySettings settings) {
    List<UserDetails> users =
        settings.users().entrySet().stream()
            .map(entry -> details(entry.getKey(), entry.getValue()))
            .toList();
    return new InMemoryUserDetailsManager(users);
  }

  private static UserDetails details(String name, SecuritySettings.User user) {
    String password = user.password();
    return User.withUsername(name)
        .password(password == null ? "" : SecuritySettings.plainBcrypt(password))
        .authorities(user.roles().stream().map(Role::authority).toArray(String[]::new))
        .build();
  }

  @Bean
  AuthenticationManager authenticationManager(
      SecuritySettings settings, UserDetailsService users, FailedLoginLimit limit) {
    DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(users);
    passwords.setPasswordEncoder(new RememberingPasswordEncoder());
    PreAuthenticatedAuthenticationProvider certificates =
        new PreAuthenticatedAuthenticationProvider();
    certificates.setPreAuthenticatedUserDetailsService(
        new UserDetailsByNameServiceWrapper<>(users));
    ProviderManager manager =
        new ProviderManager(passwords, new BearerTokenProvider(settings.tokens()), certificates);
    manager.setAuthenticationEventPublisher(new LoginEvents(limit));
    return manager;
  }

  @Bean
  SecurityFilterChain securityFilterChain(
      HttpSecurity http,
      SecuritySettings settings,
      AuthenticationManager authentication,
      UserDetailsService users,
      FailedLoginLimit limit,
      ProblemWriter problems,
      SecurityProblems refusal,
      ObjectProvider<AuditSink> sinks)
      throws Exception {
    http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(e -> e.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .cors(cors -> cors.configurationSource(cors(settings.cors())))
        .authorizeHttpRequests(requests ->
            // These follow a request that was decided on already.
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .anyRequest()
                .access(SecurityConfiguration::decide))
        .addFilterBefore(
            new CrossOriginGuard(problems, settings.cors().allowedOrigins()),
            BasicAuthenticationFilter.class)
        .addFilterBefore(
            new AuditFilter(sinks.orderedStream().toList(), InstantSource.system()),
            ExceptionTranslationFilter.class);
    if (settings.hasCredentials()) {
      http.authenticationManager(authentication)
          .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
          .addFilterAfter(new FailedLoginFilter(limit, problems), SecurityContextHolderFilter.class)
          .addFilterBefore(
              new BearerTokenFilter(authentication, refusal), BasicAuthenticationFilter.class);
      if (settings.clientCertificates()) {
        http.x509(certificates -> certificates.userDetailsService(users));
      }
    } else {
      http.addFilterAfter(new LocalOnlyFilter(problems), SecurityContextHolderFilter.class);
    }
    return http.build();
  }

  private static AuthorizationDecision decide(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    String method = context.getRequest().getMethod();
    String path = context.getRequest().getRequestURI();
    if (AccessRules.isOpen(method, path)) {
      return new AuthorizationDecision(true);
    }
    Authentication present = who.get();
    Role needed = AccessRules.roleFor(method, path);
    return new AuthorizationDecision(present != null && Granted.role(present, needed));
  }

  private static UrlBasedCorsConfigurationSource cors(SecuritySettings.Cors settings) {
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    if (settings.allowedOrigins().isEmpty()) {
      return source;
    }
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(settings.allowedOrigins());
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
    cors.setAllowedHeaders(
        List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "Last-Event-ID"));
    cors.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER));
    cors.setMaxAge(Duration.ofHours(1));
    source.registerCorsConfiguration("/api/**", cors);
    return source;
  }
}
