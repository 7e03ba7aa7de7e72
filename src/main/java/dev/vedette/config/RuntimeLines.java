package dev.vedette.config;

import java.util.List;
import java.util.Map;

/**
 * Server lines that commands changed while the process runs, such as {@code user} lines after
 * {@code ACL SETUSER}. They are asked for at every save, on the engine's thread.
 */
@FunctionalInterface
public interface RuntimeLines {

  /**
   * For each directive that was changed the arguments of all its lines: no line removes it from the
   * file. Directives that are not named stay as they are.
   */
  Map<String, List<List<String>>> lines();
}
