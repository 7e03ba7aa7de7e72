package dev.vedette.api.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the REST side tells about the process and cannot know itself; given by whoever wires it.
 *
 * @param version of the program
 * @param sentinelPorts TCP ports where the Sentinel protocol is spoken, TLS ones included
 * @param sentinelBind the addresses it listens on, as configured; {@code *} means all
 * @param configurationFile the file that was named at the start, empty when masters are declared by
 *     properties
 * @param stateFile where the state is kept
 * @param workingDirectory where relative paths of scripts start
 */
public record ServiceDescription(
    String version,
    Supplier<List<Integer>> sentinelPorts,
    List<String> sentinelBind,
    String configurationFile,
    String stateFile,
    Path workingDirectory) {

  /** A process that nothing is known about. */
  public static final ServiceDescription UNKNOWN =
      new ServiceDescription("development", List::of, List.of(), "", "", Path.of(""));

  public ServiceDescription {
    sentinelBind = List.copyOf(sentinelBind);
  }
}
