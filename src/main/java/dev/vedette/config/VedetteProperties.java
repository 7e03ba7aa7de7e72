package dev.vedette.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The {@code vedette.*} properties that say what {@code sentinel.conf} would say. A property that
 * is not set leaves the matter to the configuration file, or else to the default.
 *
 * @param stateDir Folder of the state file. Without it the state goes back to the configuration
 *     file, or to the working directory when there is no such file.
 * @param masters Masters to watch, by name.
 * @param port Port of the Sentinel protocol, 26379 by default; 0 for TLS only.
 * @param bind Addresses to listen on, all by default.
 * @param protectedMode Whether other hosts are refused while there is neither a bind address nor a
 *     password.
 * @param requirepass Password of our own port; peers use the same unless sentinel-pass is set.
 * @param users ACL users, each as 'name rule rule...'.
 * @param aclFile File of ACL users.
 * @param maxclients How many clients may be connected.
 * @param timeout After which an idle client is disconnected; 0 for never.
 * @param tcpKeepalive Time between keep-alive probes.
 * @param tcpBacklog Connections that may wait to be accepted.
 * @param announceIp Address or name that is told to others.
 * @param announcePort Port that is told to others.
 * @param resolveHostnames Whether names are accepted where addresses are expected.
 * @param announceHostnames Whether names are told where they are known.
 * @param denyScriptsReconfig Whether scripts can be changed in the configuration only.
 * @param sentinelUser ACL user on our peers.
 * @param sentinelPass Password on our peers.
 * @param loglevel How much is logged: debug, verbose, notice, warning or nothing.
 * @param logfile File that the log is appended to, standard output by default.
 * @param tls Encryption of our port and of connections to Redis.
 */
@ConfigurationProperties("vedette")
public record VedetteProperties(
    @Nullable String stateDir,
    @Nullable Map<String, Master> masters,
    @Nullable Integer port,
    @Nullable List<String> bind,
    @Nullable Boolean protectedMode,
    @Nullable String requirepass,
    @Nullable List<String> users,
    @Nullable String aclFile,
    @Nullable Integer maxclients,
    @Nullable Duration timeout,
    @Nullable Duration tcpKeepalive,
    @Nullable Integer tcpBacklog,
    @Nullable String announceIp,
    @Nullable Integer announcePort,
    @Nullable Boolean resolveHostnames,
    @Nullable Boolean announceHostnames,
    @Nullable Boolean denyScriptsReconfig,
    @Nullable String sentinelUser,
    @Nullable String sentinelPass,
    @Nullable String loglevel,
    @Nullable String logfile,
    @Nullable Tls tls) {

  /** Without passwords. */
  @Override
  public String toString() {
    return "VedetteProperties[stateDir=" + stateDir + ", port=" + port + "]";
  }

  /**
   * A master.
   *
   * @param name Its name, when the key cannot spell it: environment variables know neither lower
   *     case nor dashes.
   * @param address Where it is, as host:port or [IPv6]:port.
   * @param quorum How many sentinels must see it down, 2 by default.
   * @param downAfter Silence after which it counts as down, 30s by default.
   * @param downAfterMilliseconds The same in milliseconds, under the name that sentinel.conf uses.
   * @param failoverTimeout Bound of the phases of a failover, 3m by default.
   * @param parallelSyncs How many replicas are moved to a new master at a time, 1 by default.
   * @param authUser ACL user on the master and its replicas.
   * @param authPass Password on the master and its replicas.
   * @param notificationScript Run for every event of level warning.
   * @param clientReconfigScript Run when the master moves.
   * @param masterRebootDownAfterPeriod How long a restarted master may answer LOADING before it
   *     counts as down; 0 switches this off, which is the default.
   * @param renameCommand Commands that have another name there.
   */
  public record Master(
      @Nullable String name,
      @Nullable String address,
      @Nullable Integer quorum,
      @Nullable Duration downAfter,
      @Nullable Long downAfterMilliseconds,
      @Nullable Duration failoverTimeout,
      @Nullable Integer parallelSyncs,
      @Nullable String authUser,
      @Nullable String authPass,
      @Nullable String notificationScript,
      @Nullable String clientReconfigScript,
      @Nullable Duration masterRebootDownAfterPeriod,
      @Nullable Map<String, String> renameCommand) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Master[address=" + address + ", quorum=" + quorum + "]";
    }
  }

  /**
   * Encryption. Files are PEM.
   *
   * @param port Port of the Sentinel protocol with TLS.
   * @param certFile Certificate that our port shows.
   * @param keyFile Its private key.
   * @param keyFilePass What the key is encrypted with.
   * @param clientCertFile Certificate that we show to Redis, cert-file by default.
   * @param clientKeyFile Its private key.
   * @param clientKeyFilePass What that key is encrypted with.
   * @param caCertFile Certificates of those we trust.
   * @param caCertDir Folder of such files.
   * @param authClients Whether clients must show a certificate: yes, no or optional.
   * @param protocols Such as 'TLSv1.2 TLSv1.3'.
   * @param ciphers Cipher suites up to TLS 1.2.
   * @param ciphersuites Cipher suites of TLS 1.3.
   * @param replication Whether connections to Redis and to peers use TLS.
   */
  public record Tls(
      @Nullable Integer port,
      @Nullable String certFile,
      @Nullable String keyFile,
      @Nullable String keyFilePass,
      @Nullable String clientCertFile,
      @Nullable String clientKeyFile,
      @Nullable String clientKeyFilePass,
      @Nullable String caCertFile,
      @Nullable String caCertDir,
      @Nullable String authClients,
      @Nullable String protocols,
      @Nullable String ciphers,
      @Nullable String ciphersuites,
      @Nullable Boolean replication) {

    /** Without passwords. */
    @Override
    public String toString() {
      return "Tls[port=" + port + ", replication=" + replication + "]";
    }
  }
}
