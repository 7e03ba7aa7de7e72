package dev.vedette.link;

import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.LinkProfile;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.place.Address;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;

/** Links of one instance: a command connection and a hello subscription. */
abstract class LinksFixture {

  static final ConnectionId COMMANDS = new ConnectionId(1);
  static final ConnectionId HELLO = new ConnectionId(2);
  static final LinkProfile PLAIN = new LinkProfile(null, null, "sentinel-abcdef12-cmd", Map.of());
  static final LinkProfile PUBSUB =
      new LinkProfile(null, null, "sentinel-abcdef12-pubsub", Map.of());
  static final LinkProfile WITH_PASSWORD =
      new LinkProfile("watcher", "s3cret", "sentinel-abcdef12-cmd", Map.of());

  final RecordingInbox inbox = new RecordingInbox();
  NettyLinks links = new NettyLinks(inbox, LinkSettings.DEFAULTS);

  @AfterEach
  void close() {
    links.close();
  }

  /** Uses other settings from here on. */
  void use(LinkSettings settings) {
    links.close();
    links = new NettyLinks(inbox, settings);
  }

  void connect(Address address, LinkProfile profile) {
    connect(address, Remote.MASTER, profile);
  }

  void connect(Address address, Remote remote, LinkProfile profile) {
    links.connect(new Effect.Connect(COMMANDS, Purpose.COMMANDS, remote, address, null, profile));
    links.flush();
  }

  void subscribe(Address address, LinkProfile profile) {
    links.connect(
        new Effect.Connect(HELLO, Purpose.HELLO, Remote.MASTER, address, COMMANDS, profile));
    links.flush();
  }

  void send(long ticket, String... words) {
    links.send(new Effect.Send(COMMANDS, ticket, List.of(words)));
    links.flush();
  }

  void disconnect(ConnectionId id, String reason) {
    links.disconnect(new Effect.Disconnect(id, reason));
    links.flush();
  }

  static void awaitUntil(ThrowingRunnable assertion) {
    await().atMost(RecordingInbox.PATIENCE).untilAsserted(assertion);
  }
}
