package dev.vedette.notify.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * Reads the properties again, from the same files as at the start. What came from elsewhere, such
 * as the command line, stays as it was.
 */
public final class PropertyReader {

  private static final String FROM_FILE = "Config resource ";

  private final ConfigurableEnvironment original;

  /** From where that environment has its properties. */
  public PropertyReader(ConfigurableEnvironment original) {
    this.original = original;
  }

  /**
   * The properties as they are now.
   *
   * @throws InvalidNotifyPropertyException when a value cannot be read
   */
  public NotifyProperties read() {
    ConfigurableEnvironment fresh = new StandardEnvironment();
    for (PropertySource<?> source : original.getPropertySources()) {
      boolean isFixed =
          !source.getName().startsWith(FROM_FILE)
              && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
      if (isFixed) {
        fresh.getPropertySources().remove(source.getName());
        fresh.getPropertySources().addLast(source);
      }
    }
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(
          fresh,
          new DefaultResourceLoader(),
          new DefaultBootstrapContext(),
          original.getActiveProfiles());
      return bind(fresh);
    } catch (IllegalStateException e) {
      throw new InvalidNotifyPropertyException(NotifyProperties.PREFIX, innermost(e));
    }
  }

  /**
   * The properties of an environment.
   *
   * @throws InvalidNotifyPropertyException when a value cannot be read, or a property does not
   *     exist
   */
  static NotifyProperties bind(ConfigurableEnvironment environment) {
    try {
      return Binder.get(environment)
          .bind(
              NotifyProperties.PREFIX,
              Bindable.of(NotifyProperties.class),
              new NoUnboundElementsBindHandler(
                  BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
          .orElse(NotifyProperties.EMPTY);
    } catch (BindException e) {
      Throwable cause = e.getCause();
      if (cause instanceof UnboundConfigurationPropertiesException unbound) {
        String name = unbound.getUnboundProperties().iterator().next().getName().toString();
        throw new InvalidNotifyPropertyException(name, "there is no such property");
      }
      throw new InvalidNotifyPropertyException(e.getName().toString(), problem(e));
    }
  }

  /** What is wrong, in words that an operator knows. */
  private static String problem(BindException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException conversion) {
        Class<?> wanted = conversion.getTargetType().getType();
        Object[] constants = wanted.getEnumConstants();
        if (constants != null) {
          return "'" + conversion.getValue() + "' is none of " + words(constants);
        }
        if (Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(wanted))) {
          return "'" + conversion.getValue() + "' is not a number that it can have";
        }
      }
    }
    return innermost(thrown);
  }

  private static String words(Object[] constants) {
    return Arrays.stream(constants)
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
