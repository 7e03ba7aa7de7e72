package dev.vedette.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Reads {@link VedetteProperties} without a Spring context, remembering where each value was found.
 *
 * @param stateDir {@code vedette.state-dir}, null when it is not set
 * @param lines what the properties say
 */
record PropertyBinding(@Nullable String stateDir, List<ConfigLine> lines) {

  /**
   * Binds; what cannot be bound is reported, and nothing but the state's folder is taken then.
   *
   * @param withFile whether there is a configuration file, which may declare masters, too
   */
  static PropertyBinding of(Environment environment, boolean withFile, Problems problems) {
    UnknownProperties.of(environment).forEach(problems::add);
    var sources = new Sources();
    var binder = Binder.get(environment);
    try {
      var properties =
          binder.bind("vedette", Bindable.of(VedetteProperties.class), sources).orElse(null);
      return properties == null
          ? new PropertyBinding(null, List.of())
          : new PropertyBinding(
              properties.stateDir(), PropertyLines.of(properties, withFile, sources::of, problems));
    } catch (BindException e) {
      problems.add(problem(e));
      // Where the state is still counts: nothing is to be touched in another folder.
      var stateDir = binder.bind("vedette.state-dir", String.class).orElse(null);
      return new PropertyBinding(stateDir, List.of());
    }
  }

  private static ConfigProblem problem(BindException e) {
    var property = e.getProperty();
    var origin =
        new LineOrigin.OfProperty(
            e.getName().toString(), property == null ? "" : source(property.getOrigin()));
    var wanted = e.getTarget().getType().toString();
    var type = wanted.substring(wanted.lastIndexOf('.') + 1);
    var value = property == null ? "" : " '" + property.getValue() + "'";
    return new ConfigProblem(
        origin.describe(),
        null,
        "The value" + value + " cannot be read as " + readable(type) + ".");
  }

  private static String readable(String type) {
    return switch (type) {
      case "Integer", "Long" -> "a whole number";
      case "Duration" -> "a time such as 500ms, 30s or 3m";
      case "Boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  private static String source(@Nullable Origin origin) {
    return origin == null ? "" : origin.toString();
  }

  /** Listens to the binder. */
  private static final class Sources extends AbstractBindHandler {

    private final Map<String, String> sources = new HashMap<>();

    @Override
    public @Nullable Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      var property = context.getConfigurationProperty();
      if (property != null) {
        sources.put(name.toString(), source(property.getOrigin()));
      }
      return super.onSuccess(name, target, context, result);
    }

    String of(String property) {
      return sources.getOrDefault(property, "");
    }
  }
}
