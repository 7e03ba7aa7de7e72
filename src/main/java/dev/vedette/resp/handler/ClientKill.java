package dev.vedette.resp.handler;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.ClientType;
import dev.vedette.resp.session.CommandRefused;
import dev.vedette.resp.session.Sessions;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code CLIENT KILL}, in its old form with an address and its new one with filters. */
final class ClientKill {
  private final Sessions sessions;

  ClientKill(Sessions sessions) {
    this.sessions = sessions;
  }

  RespValue kill(ClientSession self, Arguments arguments) throws CommandRefused {
    if (arguments.size() == 3) {
      String address = arguments.byteText(2);
      if (kill(self, client -> client.peer().equals(address)) == 0) {
        throw new CommandRefused("No such client");
      }
      return RespValue.OK;
    }
    return RespValue.integer(kill(self, filter(self, arguments)));
  }

  private Predicate<ClientSession> filter(ClientSession self, Arguments arguments)
      throws CommandRefused {
    Predicate<ClientSession> filter = client -> true;
    boolean skipSelf = true;
    for (int at = 2; at < arguments.size(); at += 2) {
      if (at + 1 >= arguments.size()) {
        throw CommandRefused.syntaxError();
      }
      if (arguments.is(at, "skipme")) {
        skipSelf = yesNo(arguments, at + 1);
      } else {
        filter = filter.and(one(arguments, at));
      }
    }
    return skipSelf ? filter.and(client -> !client.equals(self)) : filter;
  }

  private Predicate<ClientSession> one(Arguments arguments, int at) throws CommandRefused {
    String value = arguments.byteText(at + 1);
    return switch (arguments.byteText(at).toLowerCase(Locale.ROOT)) {
      case "id" -> {
        long id = arguments.number(at + 1, "client-id should be greater than 0");
        if (id < 1) {
          throw new CommandRefused("client-id should be greater than 0");
        }
        yield client -> client.id() == id;
      }
      case "type" -> {
        ClientType type = ClientCommands.type(value);
        yield client -> client.type() == type;
      }
      case "addr" -> client -> client.peer().equals(value);
      case "laddr" -> client -> client.local().equals(value);
      case "user" -> {
        if (sessions.users().find(value) == null) {
          throw new CommandRefused("No such user '" + ByteText.decode(value) + "'");
        }
        yield client -> client.userName().equals(value);
      }
      default -> throw CommandRefused.syntaxError();
    };
  }

  private static boolean yesNo(Arguments arguments, int at) throws CommandRefused {
    if (arguments.is(at, "yes")) {
      return true;
    }
    if (arguments.is(at, "no")) {
      return false;
    }
    throw CommandRefused.syntaxError();
  }

  private int kill(ClientSession self, Predicate<ClientSession> filter) {
    int killed = 0;
    for (ClientSession client : sessions.all()) {
      if (filter.test(client)) {
        if (client.equals(self)) {
          client.closeAfterThisCommand();
        } else {
          client.disconnect();
        }
        killed++;
      }
    }
    return killed;
  }
}
