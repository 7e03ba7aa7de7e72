package dev.vedette.config;

/**
 * A configuration that can be used, and the file that keeps its state. Close the file at the end.
 *
 * @param settings what was read
 * @param stateFile where changes go; everything that was read is on disk there already
 */
public record LoadedConfiguration(VedetteSettings settings, DurableStateFile stateFile) {}
