package dev.vedette.kubernetes;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;

/** Looks at the properties before anything is started. */
public final class KubernetesCheck {

  private KubernetesCheck() {}

  /**
   * Reads the properties; where there are none, there is nothing to do.
   *
   * @throws InvalidKubernetesPropertyException when a value cannot be used, or a property does not
   *     exist
   */
  public static void run(ConfigurableEnvironment environment) {
    try {
      Binder.get(environment)
          .bind(
              KubernetesProperties.PREFIX,
              Bindable.of(KubernetesProperties.class),
              new NoUnboundElementsBindHandler(
                  BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
    } catch (BindException e) {
      throw new InvalidKubernetesPropertyException(message(e), e);
    }
  }

  private static String message(BindException e) {
    if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
      return unbound.getUnboundProperties().iterator().next().getName()
          + ": there is no such property";
    }
    Throwable bottom = e;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String reason = String.valueOf(bottom.getMessage());
    return reason.startsWith(KubernetesProperties.PREFIX) ? reason : e.getName() + ": " + reason;
  }
}
