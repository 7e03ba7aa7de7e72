package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What was asked about the old master is answered about the old master. */
class AfterSwitchTest {

  private static final String PEER = "b".repeat(40);
  private static final int OLD = 6379;
  private static final int NEW = 6380;
  private static final int PEER_PORT = 26380;

  private final Stage stage =
      new Stage(
          new DurableState(
              "a".repeat(40),
              0,
              SentinelSettings.ofPort(26379),
              List.of(
                  new MasterState(
                      MasterSettings.of("mymaster", 2, Timings.DEFAULTS).withDownAfterMillis(3_000),
                      Address.ofIp("127.0.0.1", OLD),
                      1,
                      1,
                      List.of(Address.ofIp("127.0.0.1", NEW)),
                      List.of(new PeerState(Address.ofIp("127.0.0.1", PEER_PORT), PEER))))),
          0);

  private MasterView master() {
    return Objects.requireNonNull(stage.core.master("mymaster", stage.now()));
  }

  private void theMasterDiesAndThePeerIsAsked() {
    stage.linkUp(OLD).linkUp(NEW).linkUp(PEER_PORT).pong(OLD).pong(NEW).pong(PEER_PORT);
    stage.linkDown(OLD);
    while (stage.sent(PEER_PORT, "SENTINEL").isEmpty()) {
      stage.until(stage.core.nextDeadline()).pong(NEW).pong(PEER_PORT);
    }
  }

  private void thePeerHasMovedTheMaster() {
    String hello = "127.0.0.1," + PEER_PORT + "," + PEER + ",2,mymaster,127.0.0.1," + NEW + ",2";
    stage.input(new Input.Requested(1, new Request.PeerHello(hello)));
    assertThat(master().instance().address().port()).isEqualTo(NEW);
  }

  private static Reply down() {
    return new Reply.Many(List.of(new Reply.Number(1), new Reply.Text("*"), new Reply.Number(0)));
  }

  @Test
  void an_opinion_about_the_old_master_that_comes_late_is_none_about_the_new_one() {
    theMasterDiesAndThePeerIsAsked();
    thePeerHasMovedTheMaster();

    stage.answer(PEER_PORT, "SENTINEL", down());

    assertThat(master().peers().getFirst().saysMasterDown()).isFalse();
  }

  @Test
  void an_info_that_was_asked_before_is_no_news_of_the_new_master() {
    stage.linkUp(OLD).linkUp(NEW).linkUp(PEER_PORT).pong(OLD).pong(NEW).pong(PEER_PORT);
    thePeerHasMovedTheMaster();

    stage.answerFirst(
        NEW,
        "INFO",
        new Reply.Text(
            "run_id:"
                + "c".repeat(40)
                + "\r\nrole:slave\r\nmaster_host:127.0.0.1\r\n"
                + "master_port:6379\r\nmaster_link_status:up\r\n"));

    assertThat(master().node().infoRefreshMillis()).isNull();
    assertThat(master().node().roleReported()).isEqualTo("master");
  }
}
