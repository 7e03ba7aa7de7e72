package dev.vedette.sentinel.settings;

import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about this sentinel as a whole.
 *
 * @param port the port others reach us at, unless {@code announcePort} says otherwise
 * @param announceIp what we tell others our address is, null to tell the local address of each
 *     connection
 * @param announcePort what we tell others our port is, 0 to tell {@code port}
 * @param resolveHostnames whether names are accepted where addresses are expected
 * @param announceHostnames whether we tell names, where we know them, instead of addresses
 * @param denyScriptsReconfig whether script paths can be changed only in the file
 * @param sentinelUser ACL user on our peers, null for the default user
 * @param sentinelPass password on our peers, null to use {@code requirePass}
 * @param requirePass the password of our own port, null for none
 * @param timings periods and limits
 */
public record SentinelSettings(
    int port,
    @Nullable String announceIp,
    int announcePort,
    boolean resolveHostnames,
    boolean announceHostnames,
    boolean denyScriptsReconfig,
    @Nullable String sentinelUser,
    @Nullable String sentinelPass,
    @Nullable String requirePass,
    Timings timings) {

  /** What a file with nothing but {@code port} means. */
  public static SentinelSettings ofPort(int port) {
    return new SentinelSettings(
        port, null, 0, false, false, true, null, null, null, Timings.DEFAULTS);
  }

  /** The port told to others. */
  public int effectiveAnnouncePort() {
    return announcePort != 0 ? announcePort : port;
  }

  public SentinelSettings withAnnounceIp(@Nullable String value) {
    return new SentinelSettings(
        port,
        value,
        announcePort,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withAnnouncePort(int value) {
    return new SentinelSettings(
        port,
        announceIp,
        value,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withResolveHostnames(boolean value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        value,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withAnnounceHostnames(boolean value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        value,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withDenyScriptsReconfig(boolean value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        announceHostnames,
        value,
        sentinelUser,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withSentinelUser(@Nullable String value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        value,
        sentinelPass,
        requirePass,
        timings);
  }

  public SentinelSettings withSentinelPass(@Nullable String value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        value,
        requirePass,
        timings);
  }

  public SentinelSettings withRequirePass(@Nullable String value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        value,
        timings);
  }

  public SentinelSettings withTimings(Timings value) {
    return new SentinelSettings(
        port,
        announceIp,
        announcePort,
        resolveHostnames,
        announceHostnames,
        denyScriptsReconfig,
        sentinelUser,
        sentinelPass,
        requirePass,
        value);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "SentinelSettings[port="
        + port
        + ", announceIp="
        + announceIp
        + ", announcePort="
        + announcePort
        + "]";
  }
}
