package dev.vedette.resp.handler;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import java.util.List;
import java.util.function.Consumer;

/** {@code SUBSCRIBE UNSUBSCRIBE PSUBSCRIBE PUNSUBSCRIBE}, and {@code PUBLISH} of a peer's hello. */
public final class PubSubCommands {
  /** The one channel that a sentinel takes messages on. */
  public static final String HELLO_CHANNEL = "__sentinel__:hello";

  private final HelloListener hellos;

  /** Hands hellos to {@code hellos}. */
  public PubSubCommands(HelloListener hellos) {
    this.hellos = hellos;
  }

  /** Makes them known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register(
        "subscribe", CommandHandler.answering((c, a) -> each(a.byteTexts(1), c::subscribe)));
    dispatcher.register(
        "psubscribe",
        CommandHandler.answering((c, a) -> each(a.byteTexts(1), c::subscribePattern)));
    dispatcher.register("unsubscribe", CommandHandler.answering(PubSubCommands::unsubscribe));
    dispatcher.register(
        "punsubscribe", CommandHandler.answering(PubSubCommands::unsubscribePatterns));
    dispatcher.register("publish", CommandHandler.answering(this::publish));
  }

  private static RespValue each(List<String> names, Consumer<String> action) {
    names.forEach(action);
    return RespValue.NOTHING;
  }

  private static RespValue unsubscribe(ClientSession client, Arguments arguments) {
    List<String> named = arguments.size() > 1 ? arguments.byteTexts(1) : client.channels();
    if (named.isEmpty()) {
      client.confirmNothing("unsubscribe");
    }
    return each(named, client::unsubscribe);
  }

  private static RespValue unsubscribePatterns(ClientSession client, Arguments arguments) {
    List<String> named = arguments.size() > 1 ? arguments.byteTexts(1) : client.patterns();
    if (named.isEmpty()) {
      client.confirmNothing("punsubscribe");
    }
    return each(named, client::unsubscribePattern);
  }

  private RespValue publish(ClientSession client, Arguments arguments) throws CommandRefused {
    if (!arguments.byteText(1).equals(HELLO_CHANNEL)) {
      throw new CommandRefused("Only HELLO messages are accepted by Sentinel instances.");
    }
    hellos.onHello(arguments.text(2));
    return RespValue.integer(1);
  }
}
