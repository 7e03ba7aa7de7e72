package dev.vedette.night;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol wants it: it asks the sentinels, one after the other, where the master
 * is, writes there until something goes wrong, and asks again. One thread.
 */
final class Writer {

  private static final int CONNECT_MILLIS = 500;

  private final Ground ground;
  private final Ledger ledger;
  private final AtomicLong tokens;
  private int firstAsked;
  private @Nullable Wire wire;
  private String node = "";

  Writer(Ground ground, Ledger ledger, AtomicLong tokens, int firstAsked) {
    this.ground = ground;
    this.ledger = ledger;
    this.tokens = tokens;
    this.firstAsked = firstAsked;
  }

  /** Where the writes of a round are. */
  static String key(int round) {
    return "night:" + round;
  }

  /** One attempt to write; what was acknowledged is in the ledger. */
  void write(int round) {
    try {
      Wire present = wire;
      if (present == null) {
        present = connect();
        wire = present;
      }
      long token = tokens.incrementAndGet();
      if (present.text("SADD " + key(round) + " " + token).equals("1")) {
        ledger.enter(new Acknowledged(round, token, node, System.currentTimeMillis()));
      }
    } catch (IOException e) {
      // Refused, unreachable or too late: whoever is the master now gets the next one.
      disconnect();
      firstAsked++;
    }
  }

  private Wire connect() throws IOException {
    List<Member> sentinels = ground.sentinels();
    Member sentinel = sentinels.get(Math.floorMod(firstAsked, sentinels.size()));
    try (Wire asked = to(sentinel.process().host(), sentinel.process().port())) {
      List<String> answer = asked.texts("SENTINEL GET-MASTER-ADDR-BY-NAME " + Ground.MASTER);
      if (answer.size() != 2) {
        throw new IOException("no address from " + sentinel);
      }
      node = answer.get(0) + ":" + answer.get(1);
      return to(answer.get(0), Integer.parseInt(answer.get(1)));
    }
  }

  private Wire to(String host, int port) throws IOException {
    return Wire.to(host, port, ground.clientAddress(), CONNECT_MILLIS);
  }

  void disconnect() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }
}
