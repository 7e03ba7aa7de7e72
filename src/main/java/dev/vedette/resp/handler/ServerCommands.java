package dev.vedette.resp.handler;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** {@code INFO ROLE SHUTDOWN}. */
public final class ServerCommands {
  private final List<InfoSection> sections;
  private final Supplier<List<String>> masterNames;
  private final ShutdownListener shutdown;

  /**
   * Commands that tell about, or stop, the server.
   *
   * @param sections in the order in which they are shown
   * @param masterNames the masters that are watched
   */
  public ServerCommands(
      List<InfoSection> sections, Supplier<List<String>> masterNames, ShutdownListener shutdown) {
    this.sections = List.copyOf(sections);
    this.masterNames = masterNames;
    this.shutdown = shutdown;
  }

  /** Makes them known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register("info", CommandHandler.waiting(this::info));
    dispatcher.register("role", CommandHandler.waiting(this::role));
    dispatcher.register("shutdown", CommandHandler.waiting(this::shutdown));
  }

  private RespValue info(ClientSession client, Arguments arguments) {
    Set<String> wanted = new HashSet<>();
    arguments.byteTexts(1).forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
    boolean all =
        wanted.isEmpty()
            || wanted.contains("all")
            || wanted.contains("default")
            || wanted.contains("everything");
    List<String> texts = new ArrayList<>();
    for (InfoSection section : sections) {
      if (all || wanted.contains(section.name().toLowerCase(Locale.ROOT))) {
        InfoText text = new InfoText(section.name());
        section.describe(text);
        texts.add(text.toString());
      }
    }
    return RespValue.bulk(String.join("\r\n", texts));
  }

  private RespValue role(ClientSession client, Arguments arguments) {
    return RespValue.array(RespValue.bulk("sentinel"), RespValue.strings(masterNames.get()));
  }

  private RespValue shutdown(ClientSession client, Arguments arguments) throws CommandRefused {
    Set<String> options = new HashSet<>();
    arguments.byteTexts(1).forEach(option -> options.add(option.toLowerCase(Locale.ROOT)));
    boolean contradiction =
        (options.contains("abort") && options.size() > 1)
            || (options.contains("save") && options.contains("nosave"));
    if (contradiction || !Set.of("nosave", "save", "now", "force", "abort").containsAll(options)) {
      throw CommandRefused.syntaxError();
    }
    if (options.contains("abort")) {
      throw new CommandRefused("No shutdown in progress.");
    }
    try {
      shutdown.onShutdown(
          new ShutdownListener.Mode(
              !options.contains("nosave"), options.contains("now"), options.contains("force")));
    } catch (IllegalStateException e) {
      throw new CommandRefused(String.valueOf(e.getMessage()));
    }
    client.closeAfterThisCommand();
    return RespValue.NOTHING;
  }
}
