package dev.vedette.resp.command;

import static dev.vedette.resp.command.ArgumentSpec.block;
import static dev.vedette.resp.command.ArgumentSpec.pattern;
import static dev.vedette.resp.command.ArgumentSpec.string;

import dev.vedette.resp.command.CommandSpec.Builder;
import java.util.List;

/** Commands about channels. */
final class PubSubSpecs {
  private PubSubSpecs() {}

  static List<CommandSpec> all() {
    return List.of(subscribe(), unsubscribe(), psubscribe(), punsubscribe(), publish());
  }

  private static Builder listening(String name, int arity) {
    return CommandSpec.named(name)
        .arity(arity)
        .flags(CommandFlag.PUBSUB, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static CommandSpec subscribe() {
    return listening("subscribe", -2)
        .channels(ChannelUse.SUBSCRIBE)
        .docs(
            "pubsub",
            "2.0.0",
            "O(N), N being the channels named",
            "Starts to listen to channels, one per kind of event.")
        .arguments(string("channel").multiple())
        .build();
  }

  private static CommandSpec unsubscribe() {
    return listening("unsubscribe", -1)
        .docs(
            "pubsub",
            "2.0.0",
            "O(N), N being the channels left",
            "Stops to listen to channels, or to all of them.")
        .arguments(string("channel").optional().multiple())
        .build();
  }

  private static CommandSpec psubscribe() {
    return listening("psubscribe", -2)
        .channels(ChannelUse.SUBSCRIBE_PATTERNS)
        .docs(
            "pubsub",
            "2.0.0",
            "O(N), N being the patterns named",
            "Starts to listen to all channels that match a pattern.")
        .arguments(block("pattern", pattern("pattern")).multiple())
        .build();
  }

  private static CommandSpec punsubscribe() {
    return listening("punsubscribe", -1)
        .docs(
            "pubsub",
            "2.0.0",
            "O(N), N being the patterns left",
            "Stops to listen to patterns, or to all of them.")
        .arguments(pattern("pattern").optional().multiple())
        .build();
  }

  private static CommandSpec publish() {
    return CommandSpec.named("publish")
        .arity(3)
        .flags(CommandFlag.PUBSUB, CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
        .channels(ChannelUse.PUBLISH)
        .docs(
            "pubsub",
            "2.0.0",
            "O(1)",
            "Hands over a peer's hello message; nothing else can be published on a sentinel.")
        .arguments(string("channel"), string("message"))
        .build();
  }
}
