package dev.vedette.resp.handler;

import dev.vedette.resp.acl.AclDenial;
import dev.vedette.resp.acl.AclLog;
import dev.vedette.resp.acl.AclUser;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;

/** {@code PING AUTH HELLO QUIT RESET}. */
public final class ConnectionCommands {
  private final AclUsers users;
  private final AclLog aclLog;
  private final ServerIdentity identity;

  /** Commands for those users. */
  public ConnectionCommands(AclUsers users, AclLog aclLog, ServerIdentity identity) {
    this.users = users;
    this.aclLog = aclLog;
    this.identity = identity;
  }

  /** Makes them known. */
  public void register(CommandDispatcher dispatcher) {
    dispatcher.register("ping", CommandHandler.answering(this::ping));
    dispatcher.register("auth", CommandHandler.answering(this::auth));
    dispatcher.register("hello", CommandHandler.answering(this::hello));
    dispatcher.register("quit", CommandHandler.answering(ConnectionCommands::quit));
    dispatcher.register("reset", CommandHandler.answering(ConnectionCommands::reset));
  }

  private RespValue ping(ClientSession client, Arguments arguments) throws CommandRefused {
    if (arguments.size() > 2) {
      throw new CommandRefused("wrong number of arguments for 'ping' command");
    }
    boolean hasMessage = arguments.size() == 2;
    if (client.version() == ProtocolVersion.RESP2 && client.isSubscriber()) {
      return RespValue.array(
          RespValue.bulk("pong"),
          hasMessage ? RespValue.bulk(arguments.bytes(1)) : RespValue.bulk(""));
    }
    return hasMessage ? RespValue.bulk(arguments.bytes(1)) : RespValue.simple("PONG");
  }

  private RespValue auth(ClientSession client, Arguments arguments) throws CommandRefused {
    if (arguments.size() > 3) {
      throw CommandRefused.syntaxError();
    }
    if (arguments.size() == 2) {
      if (users.defaultUser().noPassword()) {
        throw new CommandRefused(
            "AUTH <password> called without any password configured for the default user. Are you sure your configuration is"
                + " correct?");
      }
      logIn(client, AclUsers.DEFAULT, arguments.bytes(1), "auth");
    } else {
      logIn(client, arguments.byteText(1), arguments.bytes(2), "auth");
    }
    return RespValue.OK;
  }

  private void logIn(ClientSession client, String name, byte[] password, String command)
      throws CommandRefused {
    AclUser user = users.authenticate(name, password);
    if (user == null) {
      aclLog.add(AclDenial.Reason.AUTH, command, name, client.describe());
      throw new CommandRefused("WRONGPASS", "invalid username-password pair or user is disabled.");
    }
    client.logIn(user.name());
  }

  private RespValue hello(ClientSession client, Arguments arguments) throws CommandRefused {
    ProtocolVersion version = client.version();
    if (arguments.size() >= 2) {
      long number = arguments.number(1, "Protocol version is not an integer or out of range");
      if (number < 2 || number > 3) {
        throw new CommandRefused("NOPROTO", "unsupported protocol version");
      }
      version = number == 2 ? ProtocolVersion.RESP2 : ProtocolVersion.RESP3;
    }
    helloOptions(client, arguments);
    if (client.mustLogIn()) {
      throw new CommandRefused(
          "NOAUTH",
          "HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to"
              + " authenticate the client and select the RESP protocol version at the same time");
    }
    client.speak(version);
    return RespValue.map()
        .put("server", "redis")
        .put("version", identity.redisVersion())
        .put("proto", version.number())
        .put("id", client.id())
        .put("mode", "sentinel")
        .put("modules", RespValue.array())
        .build();
  }

  private void helloOptions(ClientSession client, Arguments arguments) throws CommandRefused {
    int at = 2;
    while (at < arguments.size()) {
      int more = arguments.size() - 1 - at;
      if (arguments.is(at, "AUTH") && more >= 2) {
        logIn(client, arguments.byteText(at + 1), arguments.bytes(at + 2), "hello");
        at += 3;
      } else if (arguments.is(at, "SETNAME") && more >= 1) {
        client.name(ClientCommands.checkedName(arguments.byteText(at + 1)));
        at += 2;
      } else {
        throw new CommandRefused(
            "Syntax error in HELLO option '" + ByteText.decode(arguments.byteText(at)) + "'");
      }
    }
  }

  private static RespValue quit(ClientSession client, Arguments arguments) {
    client.closeAfterThisCommand();
    return RespValue.OK;
  }

  private static RespValue reset(ClientSession client, Arguments arguments) {
    client.reset();
    return RespValue.simple("RESET");
  }
}
