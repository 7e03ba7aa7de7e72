package dev.vedette.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Finds misspelt properties below {@code vedette.masters} and {@code vedette.tls}; what else begins
 * with {@code vedette} belongs to other parts of the program.
 */
final class UnknownProperties {

  private static final ConfigurationPropertyName MASTERS =
      ConfigurationPropertyName.of("vedette.masters");
  private static final ConfigurationPropertyName TLS = ConfigurationPropertyName.of("vedette.tls");
  private static final Set<String> MASTER_OPTIONS = names(VedetteProperties.Master.class);
  private static final Set<String> TLS_OPTIONS = names(VedetteProperties.Tls.class);

  private UnknownProperties() {}

  /** A problem for each property that nobody reads. */
  static List<ConfigProblem> of(Environment environment) {
    var problems = new ArrayList<ConfigProblem>();
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all) {
        for (var name : all) {
          if (isUnknown(name)) {
            problems.add(problem(name));
          }
        }
      }
    }
    return problems;
  }

  private static boolean isUnknown(ConfigurationPropertyName name) {
    if (TLS.isAncestorOf(name)) {
      return !TLS_OPTIONS.contains(joined(name, 2));
    }
    if (!MASTERS.isAncestorOf(name)) {
      return false;
    }
    // An environment variable VEDETTE_MASTERS_M_DOWN_AFTER has the elements "m", "down", "after".
    var option = joined(name, 3);
    return !MASTER_OPTIONS.contains(option) && !option.startsWith("renamecommand");
  }

  private static String joined(ConfigurationPropertyName name, int from) {
    var option = new StringBuilder();
    for (int i = from; i < name.getNumberOfElements(); i++) {
      option.append(name.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
    }
    return option.toString();
  }

  private static ConfigProblem problem(ConfigurationPropertyName name) {
    var options = MASTERS.isAncestorOf(name) ? MASTER_OPTIONS : TLS_OPTIONS;
    return new ConfigProblem(
        "property " + name,
        null,
        "There is no such property. Correct the spelling, or remove it. Known are, without dashes: "
            + options.stream().sorted().collect(Collectors.joining(", "))
            + ". The name of a master in an environment variable cannot contain '_'; give it another"
            + " one with VEDETTE_MASTERS_<KEY>_NAME.");
  }

  private static Set<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
