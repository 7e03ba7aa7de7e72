package dev.vedette;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.vedette.engine.LogControl;
import dev.vedette.sentinel.option.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of the process. Set up in code, found by Logback as a service: reading an XML file would
 * take longer than all the rest of opening the port.
 *
 * <p>{@code loglevel} rules our own lines; libraries speak from warnings on, at {@code verbose} and
 * {@code debug} from information on. {@code logging.level.*} properties come on top.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator, LogControl {

  private static final String OURS = "dev.vedette";

  /** Under this name Spring Boot looks whether somebody has set Logback up before it. */
  private static final String SPRING_BOOT_MARK = "org.springframework.boot.logging.LoggingSystem";

  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(1);

  private static volatile LogLevel current = LogLevel.NOTICE;
  private static volatile @Nullable LogOutput output;
  private static volatile boolean toFile;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogOutput appender = new LogOutput();
    appender.setContext(context);
    appender.setName("redis-style");
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    context.putObject(SPRING_BOOT_MARK, new Object());
    output = appender;
    apply(context, current);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  @Override
  public LogLevel level() {
    return current;
  }

  @Override
  public void level(LogLevel level) {
    current = level;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(context, level);
    }
  }

  /**
   * Writes to that file from now on.
   *
   * @param file null for standard output
   * @throws IOException when it cannot be opened; nothing has changed then
   */
  static void writeTo(@Nullable Path file) throws IOException {
    LogOutput appender = output;
    if (appender != null) {
      appender.switchTo(file);
      toFile = file != null;
    }
  }

  /** Brings what Tomcat and others log through {@code java.util.logging} into our log. */
  static void takeOverJavaUtilLogging() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** Whether the log goes to a file: whoever looks for a mistake looks there. */
  static boolean isToFile() {
    return toFile;
  }

  /** Waits a moment until all that was logged is written. */
  static void flush() {
    LogOutput appender = output;
    if (appender != null) {
      appender.flush(FLUSH_LIMIT);
    }
  }

  private static void apply(LoggerContext context, LogLevel level) {
    context.getLogger(OURS).setLevel(ours(level));
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(libraries(level));
  }

  private static Level ours(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.TRACE;
      case VERBOSE -> Level.DEBUG;
      case NOTICE -> Level.INFO;
      case WARNING -> Level.WARN;
      case NOTHING -> Level.OFF;
    };
  }

  private static Level libraries(LogLevel level) {
    return switch (level) {
      case DEBUG, VERBOSE -> Level.INFO;
      case NOTICE, WARNING -> Level.WARN;
      case NOTHING -> Level.OFF;
    };
  }
}
