package dev.vedette.resp.handler;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who the server says it is.
 *
 * @param redisVersion the version of Redis whose sentinel we behave like; clients decide by it what
 *     they may ask
 * @param vedetteVersion our own version
 * @param runId 40 hexadecimal digits, different for every run
 * @param configFile path of the configuration file, null without one
 */
public record ServerIdentity(
    String redisVersion, String vedetteVersion, String runId, @Nullable String configFile) {
  private static final String REDIS_VERSION = "7.0.15";

  /** For this run. */
  public static ServerIdentity of(String vedetteVersion, @Nullable String configFile) {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    return new ServerIdentity(
        REDIS_VERSION, vedetteVersion, HexFormat.of().formatHex(random), configFile);
  }
}
