package dev.vedette.bench.fleet;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers what sentinels ask a node. Used by the fleet's event loop only. */
final class Commands {

  private static final String OK = "+OK";

  private final Nodes nodes;
  private final Info info = new Info();

  /** How many commands were answered. */
  long answered;

  /** How many connections ended because of what was sent on them. */
  long faults;

  Commands(Nodes nodes) {
    this.nodes = nodes;
  }

  void answer(Conversation from, List<String> words, ByteBuf out) {
    answered++;
    String name = words.getFirst().toUpperCase(Locale.ROOT);
    List<List<String>> queued = from.queued;
    if (queued != null && !name.equals("EXEC") && !name.equals("DISCARD")) {
      queued.add(words);
      Replies.line(out, "+QUEUED");
      return;
    }
    switch (name) {
      case "MULTI" -> {
        from.queued = new ArrayList<>();
        Replies.line(out, OK);
      }
      case "DISCARD" -> {
        from.queued = null;
        Replies.line(out, OK);
      }
      case "EXEC" -> execute(from, queued, out);
      default -> single(from, name, words, out);
    }
  }

  private void execute(Conversation from, @Nullable List<List<String>> queued, ByteBuf out) {
    if (queued == null) {
      Replies.line(out, "-ERR EXEC without MULTI");
      return;
    }
    from.queued = null;
    Replies.array(out, queued.size());
    for (List<String> words : queued) {
      single(from, words.getFirst().toUpperCase(Locale.ROOT), words, out);
    }
  }

  private void single(Conversation from, String name, List<String> words, ByteBuf out) {
    switch (name) {
      case "PING" -> ping(from, out);
      case "INFO" -> {
        from.node().asked = true;
        Replies.bulk(out, info.of(from.node()));
      }
      case "PUBLISH" -> Replies.number(out, from.node().publish(words.get(1), words.get(2)));
      case "SUBSCRIBE" -> subscribe(from, words, out);
      case "UNSUBSCRIBE" -> unsubscribe(from, words, out);
      case "SLAVEOF", "REPLICAOF" -> follow(from.node(), words.get(1), words.get(2), out);
      case "CLIENT" -> client(from, words, out);
      case "CONFIG" -> config(words, out);
      case "HELLO" -> Replies.line(out, "-NOPROTO only RESP2 is simulated");
      case "ROLE" -> role(from.node(), out);
      case "AUTH", "SELECT" -> Replies.line(out, OK);
      case "SCRIPT" -> Replies.line(out, "-NOTBUSY No scripts in execution right now.");
      default -> Replies.line(out, "-ERR unknown command '" + name + "'");
    }
  }

  private static void ping(Conversation from, ByteBuf out) {
    if (from.subscribed()) {
      Replies.array(out, 2);
      Replies.bulk(out, "pong");
      Replies.bulk(out, "");
    } else {
      Replies.line(out, "+PONG");
    }
  }

  private static void subscribe(Conversation from, List<String> words, ByteBuf out) {
    for (String channel : words.subList(1, words.size())) {
      from.channels().add(channel);
      told("subscribe", channel, from, out);
    }
  }

  private static void unsubscribe(Conversation from, List<String> words, ByteBuf out) {
    for (String channel : words.subList(1, words.size())) {
      from.channels().remove(channel);
      told("unsubscribe", channel, from, out);
    }
  }

  private static void told(String kind, String channel, Conversation from, ByteBuf out) {
    Replies.array(out, 3);
    Replies.bulk(out, kind);
    Replies.bulk(out, channel);
    Replies.number(out, from.channels().size());
  }

  private void follow(Node node, String host, String port, ByteBuf out) {
    if (host.equalsIgnoreCase("no") && port.equalsIgnoreCase("one")) {
      node.lead(info.offset());
    } else {
      Node master = nodes.at(host, port);
      if (master == null || master == node) {
        node.followForeign(host);
      } else if (node.master != master) {
        node.follow(master);
      }
    }
    Replies.line(out, OK);
  }

  /** As Redis does it: clients of a type are ended, but not the one that says so. */
  private static void client(Conversation from, List<String> words, ByteBuf out) {
    if (words.size() < 4 || !words.get(1).equalsIgnoreCase("KILL")) {
      Replies.line(out, OK);
      return;
    }
    boolean subscribers = words.get(3).equalsIgnoreCase("pubsub");
    int ended = 0;
    for (Conversation other : List.copyOf(from.node().conversations)) {
      if (other != from && other.subscribed() == subscribers) {
        other.end();
        ended++;
      }
    }
    Replies.number(out, ended);
  }

  private static void config(List<String> words, ByteBuf out) {
    if (words.size() > 1 && words.get(1).equalsIgnoreCase("GET")) {
      Replies.array(out, 0);
    } else {
      Replies.line(out, OK);
    }
  }

  private void role(Node node, ByteBuf out) {
    Node master = node.master;
    if (master == null) {
      Replies.array(out, 3);
      Replies.bulk(out, "master");
      Replies.number(out, info.offset());
      Replies.array(out, 0);
      return;
    }
    Replies.array(out, 5);
    Replies.bulk(out, "slave");
    Replies.bulk(out, master.ip);
    Replies.number(out, master.port);
    Replies.bulk(out, master.alive() ? "connected" : "connect");
    Replies.number(out, info.offset());
  }
}
