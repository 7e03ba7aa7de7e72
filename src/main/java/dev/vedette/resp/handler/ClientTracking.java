package dev.vedette.resp.handler;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandDispatcher;
import dev.vedette.resp.session.CommandHandler;
import dev.vedette.resp.session.CommandRefused;
import dev.vedette.resp.session.KeyTracking;
import dev.vedette.resp.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code CLIENT TRACKING TRACKINGINFO CACHING GETREDIR}: the state is kept, and nothing is ever
 * reported for want of keys.
 */
final class ClientTracking {
  private final Sessions sessions;

  ClientTracking(Sessions sessions) {
    this.sessions = sessions;
  }

  void register(CommandDispatcher dispatcher) {
    dispatcher.register("client|tracking", CommandHandler.answering(this::tracking));
    dispatcher.register("client|trackinginfo", CommandHandler.answering(ClientTracking::info));
    dispatcher.register("client|caching", CommandHandler.answering(ClientTracking::caching));
    dispatcher.register("client|getredir", CommandHandler.answering(ClientTracking::redirection));
  }

  private RespValue tracking(ClientSession client, Arguments arguments) throws CommandRefused {
    KeyTracking wanted = options(arguments);
    if (arguments.is(2, "on")) {
      check(client.tracking(), wanted);
      client.tracking(wanted);
    } else if (arguments.is(2, "off")) {
      client.tracking(KeyTracking.OFF);
    } else {
      throw CommandRefused.syntaxError();
    }
    return RespValue.OK;
  }

  private KeyTracking options(Arguments arguments) throws CommandRefused {
    List<String> flags = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    long redirect = 0;
    for (int at = 3; at < arguments.size(); at++) {
      String option = arguments.byteText(at).toLowerCase(Locale.ROOT);
      boolean more = at + 1 < arguments.size();
      switch (option) {
        case "redirect" -> redirect = redirect(arguments, ++at, redirect, more);
        case "prefix" -> prefixes.add(prefix(arguments, ++at, more));
        case "bcast", "optin", "optout", "noloop" -> flags.add(option);
        default -> throw CommandRefused.syntaxError();
      }
    }
    return new KeyTracking(
        true,
        flags.contains("bcast"),
        flags.contains("optin"),
        flags.contains("optout"),
        flags.contains("noloop"),
        false,
        redirect,
        prefixes);
  }

  private static String prefix(Arguments arguments, int at, boolean present) throws CommandRefused {
    if (!present) {
      throw CommandRefused.syntaxError();
    }
    return arguments.byteText(at);
  }

  private long redirect(Arguments arguments, int at, long before, boolean present)
      throws CommandRefused {
    if (!present) {
      throw CommandRefused.syntaxError();
    }
    if (before != 0) {
      throw new CommandRefused("A client can only redirect to a single other client");
    }
    long id = arguments.number(at, "value is not an integer or out of range");
    if (sessions.find(id) == null) {
      throw new CommandRefused("The client ID you want redirect to does not exist");
    }
    return id;
  }

  private static void check(KeyTracking present, KeyTracking wanted) throws CommandRefused {
    if (!wanted.broadcast() && !wanted.prefixes().isEmpty()) {
      throw new CommandRefused("PREFIX option requires BCAST mode to be enabled");
    }
    if (present.on() && present.broadcast() != wanted.broadcast()) {
      throw cannotSwitch("BCAST mode on/off");
    }
    if (wanted.broadcast() && (wanted.optIn() || wanted.optOut())) {
      throw new CommandRefused("OPTIN and OPTOUT are not compatible with BCAST");
    }
    if (wanted.optIn() && wanted.optOut()) {
      throw new CommandRefused("You can't specify both OPTIN mode and OPTOUT mode");
    }
    if ((wanted.optIn() && present.optOut()) || (wanted.optOut() && present.optIn())) {
      throw cannotSwitch("OPTIN/OPTOUT mode");
    }
  }

  private static CommandRefused cannotSwitch(String what) {
    return new CommandRefused(
        "You can't switch "
            + what
            + " before disabling tracking for this client, and then re-enabling it with a different mode.");
  }

  private static RespValue caching(ClientSession client, Arguments arguments)
      throws CommandRefused {
    KeyTracking tracking = client.tracking();
    if (!tracking.on()) {
      throw new CommandRefused(
          "CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled");
    }
    boolean yes = arguments.is(2, "yes");
    if (!yes && !arguments.is(2, "no")) {
      throw CommandRefused.syntaxError();
    }
    if (yes && !tracking.optIn()) {
      throw new CommandRefused(
          "CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
    }
    if (!yes && !tracking.optOut()) {
      throw new CommandRefused(
          "CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
    }
    client.tracking(tracking.withCaching());
    return RespValue.OK;
  }

  private static RespValue redirection(ClientSession client, Arguments arguments) {
    return RespValue.integer(redirectionOf(client.tracking()));
  }

  private static long redirectionOf(KeyTracking tracking) {
    return tracking.on() ? tracking.redirect() : -1;
  }

  private static RespValue info(ClientSession client, Arguments arguments) {
    KeyTracking tracking = client.tracking();
    List<RespValue> flags = new ArrayList<>();
    flags.add(RespValue.bulk(tracking.on() ? "on" : "off"));
    if (tracking.broadcast()) {
      flags.add(RespValue.bulk("bcast"));
    }
    addOpt(flags, tracking.optIn(), "optin", tracking.caching(), "caching-yes");
    addOpt(flags, tracking.optOut(), "optout", tracking.caching(), "caching-no");
    if (tracking.noLoop()) {
      flags.add(RespValue.bulk("noloop"));
    }
    return RespValue.map()
        .put("flags", new RespValue.SetValue(flags))
        .put("redirect", redirectionOf(tracking))
        .put("prefixes", RespValue.strings(tracking.prefixes()))
        .build();
  }

  private static void addOpt(
      List<RespValue> flags, boolean on, String name, boolean caching, String cachingName) {
    if (on) {
      flags.add(RespValue.bulk(name));
      if (caching) {
        flags.add(RespValue.bulk(cachingName));
      }
    }
  }
}
