package dev.vedette.notify.channel.log;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes one line per message to the log, under a logger of its own. */
public final class LogChannel implements Channel {

  private static final String LOGGER = "dev.vedette.notification";

  private final String name;
  private final Level level;
  private final Logger logger;

  /** With the level of its lines. */
  public LogChannel(String name, Level level) {
    this.name = name;
    this.level = level;
    this.logger = LoggerFactory.getLogger(LOGGER + "." + name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "log";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) {
    logger.atLevel(level).log("{}", preview(attempt.notification()));
    return new DeliveryResult.Delivered("logged");
  }

  @Override
  public String preview(Notification notification) {
    StringBuilder line = new StringBuilder(notification.summary());
    line.append(" id=").append(notification.id());
    line.append(" route=").append(notification.route());
    for (var item : notification.items()) {
      line.append(" [").append(item.alert().line()).append(']');
    }
    return line.toString().replaceAll("[\\r\\n]+", " ");
  }

  @Override
  public String target() {
    return logger.getName() + " at " + level;
  }
}
