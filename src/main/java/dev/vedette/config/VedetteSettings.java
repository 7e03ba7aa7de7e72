package dev.vedette.config;

import dev.vedette.sentinel.settings.DurableState;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that configuration and saved state say, checked.
 *
 * @param state what to start from
 * @param resp the protocol server
 * @param linkTls TLS of connections that we open, null for plain TCP
 * @param bindSource numeric local address of connections that we open, null for any
 * @param logging where and how much is logged
 * @param daemonize whether the configuration asks for a process in the background; the launcher
 *     decides
 * @param pidFile where the process id is wanted, null for nowhere
 * @param workingDirectory where relative paths start, and scripts run: {@code dir}
 * @param configFile the {@code sentinel.conf} that was named, null without one
 * @param stateFile where the state is kept; the same as {@code configFile} unless the state has its
 *     own folder
 * @param notes what the operator should know although it is no mistake, one sentence each
 * @param setAside state lines that could not be read and were left out; in the state file they are
 *     comments now
 */
public record VedetteSettings(
    DurableState state,
    RespSettings resp,
    @Nullable LinkTlsSettings linkTls,
    @Nullable String bindSource,
    LoggingSettings logging,
    boolean daemonize,
    @Nullable Path pidFile,
    Path workingDirectory,
    @Nullable Path configFile,
    Path stateFile,
    List<String> notes,
    List<ConfigProblem> setAside) {

  public VedetteSettings {
    notes = List.copyOf(notes);
    setAside = List.copyOf(setAside);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "VedetteSettings[configFile=" + configFile + ", stateFile=" + stateFile + "]";
  }
}
