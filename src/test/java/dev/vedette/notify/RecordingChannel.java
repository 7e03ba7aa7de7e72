package dev.vedette.notify;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Remembers what it was to tell, and answers as the test says. */
public final class RecordingChannel implements Channel {

  private final String name;
  private final List<Notification> told = new CopyOnWriteArrayList<>();
  private volatile Function<Attempt, DeliveryResult> behaviour =
      attempt -> new DeliveryResult.Delivered("ok");

  /** With a name. */
  public RecordingChannel(String name) {
    this.name = name;
  }

  /** Answers like this from now on. */
  public RecordingChannel behave(Function<Attempt, DeliveryResult> value) {
    behaviour = value;
    return this;
  }

  /** Everything that was attempted. */
  public List<Notification> told() {
    return told;
  }

  /** The events of everything that was attempted. */
  public List<String> events() {
    return told.stream()
        .flatMap(message -> message.items().stream())
        .map(item -> item.alert().event())
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "recording";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) {
    told.add(attempt.notification());
    return behaviour.apply(attempt);
  }

  @Override
  public String preview(Notification notification) {
    return notification.summary();
  }

  @Override
  public String target() {
    return name;
  }
}
