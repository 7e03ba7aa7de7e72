package dev.vedette.resp.handler;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.ClientType;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandErrors;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import dev.vedette.resp.session.ReplyMode;
import dev.vedette.resp.session.Sessions;
import java.util.List;
import java.util.Locale;

/** {@code CLIENT} and its subcommands, but for those about tracking. */
public final class ClientCommands {
  private static final String HELP =
      """
      CACHING (YES|NO)
          With tracking in mode OPTIN or OPTOUT: whether the keys of the next command count.
      GETNAME
          Tell the name of this connection.
      GETREDIR
          Tell which connection gets the tracking messages of this one.
      ID
          Tell the id of this connection.
      INFO
          Describe this connection.
      KILL <ip:port>
          Disconnect the client with that address.
      KILL <filter> <value> [<filter> <value> ...]
          Disconnect all clients that pass all filters, and count them. Filters are:
          * ID <client-id>
          * ADDR <ip:port>, the client's address
          * LADDR <ip:port>, the address it is connected to
          * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)
          * USER <username>
          * SKIPME (YES|NO), whether to spare this connection; yes unless said otherwise
      LIST [TYPE (NORMAL|MASTER|REPLICA|PUBSUB) | ID <client-id> [<client-id> ...]]
          Describe the connections.
      NO-EVICT (ON|OFF)
          Keep this connection when memory gets scarce.
      NO-TOUCH (ON|OFF)
          Accepted; a sentinel has no keys.
      PAUSE <milliseconds> [WRITE|ALL]
          Make the commands of all connections wait.
      REPLY (ON|OFF|SKIP)
          Send replies to this connection, or none, or not the next one.
      SETINFO (LIB-NAME|LIB-VER) <text>
          Note which client library this connection uses.
      SETNAME <name>
          Name this connection.
      TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> ...] [OPTIN] [OPTOUT] [NOLOOP]
          Accepted; a sentinel has no keys, so nothing is ever reported.
      TRACKINGINFO
          Tell how this connection is tracked.
      UNBLOCK <client-id> [TIMEOUT|ERROR]
          Wake a connection that waits in a command; no command of a sentinel does.
      UNPAUSE
          End a pause.
      """;

  private final Sessions sessions;

  /** Commands about those clients. */
  public ClientCommands(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Makes them known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register("client|help", Help.of("client", HELP));
    dispatcher.register(
        "client|id",
        CommandHandler.answering((client, arguments) -> RespValue.integer(client.id())));
    dispatcher.register(
        "client|info",
        CommandHandler.answering((client, arguments) -> verbatim(client.describe() + "\n")));
    dispatcher.register("client|list", CommandHandler.waiting(this::list));
    dispatcher.register("client|kill", CommandHandler.answering(new ClientKill(sessions)::kill));
    dispatcher.register("client|getname", CommandHandler.answering(ClientCommands::getName));
    dispatcher.register("client|setname", CommandHandler.answering(ClientCommands::setName));
    dispatcher.register("client|setinfo", CommandHandler.answering(ClientCommands::setInfo));
    dispatcher.register("client|no-evict", CommandHandler.answering(ClientCommands::noEvict));
    dispatcher.register("client|no-touch", CommandHandler.answering(ClientCommands::noTouch));
    dispatcher.register("client|pause", CommandHandler.answering(this::pause));
    dispatcher.register("client|unpause", CommandHandler.answering(this::unpause));
    dispatcher.register("client|reply", CommandHandler.answering(ClientCommands::reply));
    dispatcher.register("client|unblock", CommandHandler.answering(ClientCommands::unblock));
    new ClientTracking(sessions).register(dispatcher);
  }

  private static RespValue verbatim(String text) {
    return new RespValue.VerbatimString("txt", text);
  }

  private RespValue list(ClientSession self, Arguments arguments) throws CommandRefused {
    List<ClientSession> clients;
    if (arguments.size() == 2) {
      clients = sessions.all();
    } else if (arguments.size() == 4 && arguments.is(2, "type")) {
      ClientType type = type(arguments.byteText(3));
      clients = sessions.all().stream().filter(client -> client.type() == type).toList();
    } else if (arguments.size() > 3 && arguments.is(2, "id")) {
      clients = byIds(arguments);
    } else {
      throw CommandRefused.syntaxError();
    }
    StringBuilder lines = new StringBuilder();
    clients.forEach(client -> lines.append(client.describe()).append('\n'));
    return verbatim(lines.toString());
  }

  private List<ClientSession> byIds(Arguments arguments) throws CommandRefused {
    List<ClientSession> found = new java.util.ArrayList<>();
    for (int i = 3; i < arguments.size(); i++) {
      ClientSession client = sessions.find(arguments.number(i, "Invalid client ID"));
      if (client != null) {
        found.add(client);
      }
    }
    return found;
  }

  static ClientType type(String name) throws CommandRefused {
    ClientType type = ClientType.named(name);
    if (type == null) {
      throw new CommandRefused("Unknown client type '" + ByteText.decode(name) + "'");
    }
    return type;
  }

  /** A name for a connection, which must be one visible word; an empty one takes the name away. */
  static String checkedName(String name) throws CommandRefused {
    if (!isVisible(name)) {
      throw new CommandRefused(
          "Client names cannot contain spaces, newlines or special characters.");
    }
    return name;
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  private static RespValue getName(ClientSession client, Arguments arguments) {
    return client.name().isEmpty() ? RespValue.NULL : RespValue.bulk(client.name());
  }

  private static RespValue setName(ClientSession client, Arguments arguments)
      throws CommandRefused {
    client.name(checkedName(arguments.byteText(2)));
    return RespValue.OK;
  }

  private static RespValue setInfo(ClientSession client, Arguments arguments)
      throws CommandRefused {
    String option = arguments.byteText(2).toLowerCase(Locale.ROOT);
    String value = arguments.byteText(3);
    if (!option.equals("lib-name") && !option.equals("lib-ver")) {
      throw new CommandRefused(
          "Unrecognized option '" + ByteText.decode(arguments.byteText(2)) + "'");
    }
    if (!isVisible(value)) {
      throw new CommandRefused(option + " cannot contain spaces, newlines or special characters.");
    }
    if (option.equals("lib-name")) {
      client.libraryName(value);
    } else {
      client.libraryVersion(value);
    }
    return RespValue.OK;
  }

  private static boolean onOff(Arguments arguments) throws CommandRefused {
    return switch (arguments.byteText(2).toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw CommandRefused.syntaxError();
    };
  }

  private static RespValue noEvict(ClientSession client, Arguments arguments)
      throws CommandRefused {
    client.noEvict(onOff(arguments));
    return RespValue.OK;
  }

  private static RespValue noTouch(ClientSession client, Arguments arguments)
      throws CommandRefused {
    onOff(arguments);
    return RespValue.OK;
  }

  private RespValue pause(ClientSession client, Arguments arguments) throws CommandRefused {
    if (arguments.size() > 4) {
      throw CommandErrors.wrongSubcommandUse(arguments);
    }
    boolean writesOnly = false;
    if (arguments.size() == 4) {
      writesOnly = arguments.is(3, "write");
      if (!writesOnly && !arguments.is(3, "all")) {
        throw new CommandRefused("CLIENT PAUSE mode must be WRITE or ALL");
      }
    }
    long millis = arguments.number(2, "timeout is not an integer or out of range");
    if (millis < 0) {
      throw new CommandRefused("timeout is negative");
    }
    sessions.pauses().pause(millis, writesOnly);
    return RespValue.OK;
  }

  private RespValue unpause(ClientSession client, Arguments arguments) {
    sessions.pauses().unpause();
    return RespValue.OK;
  }

  private static RespValue reply(ClientSession client, Arguments arguments) throws CommandRefused {
    switch (arguments.byteText(2).toLowerCase(Locale.ROOT)) {
      case "on" -> client.replyMode(ReplyMode.ON);
      case "off" -> client.replyMode(ReplyMode.OFF);
      case "skip" ->
          client.replyMode(
              client.replyMode() == ReplyMode.OFF ? ReplyMode.OFF : ReplyMode.SKIP_NEXT);
      default -> throw CommandRefused.syntaxError();
    }
    return arguments.is(2, "on") ? RespValue.OK : RespValue.NOTHING;
  }

  private static RespValue unblock(ClientSession client, Arguments arguments)
      throws CommandRefused {
    if (arguments.size() > 4) {
      throw CommandErrors.wrongSubcommandUse(arguments);
    }
    if (arguments.size() == 4 && !arguments.is(3, "timeout") && !arguments.is(3, "error")) {
      throw new CommandRefused("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    arguments.number(2, "value is not an integer or out of range");
    return RespValue.integer(0);
  }
}
