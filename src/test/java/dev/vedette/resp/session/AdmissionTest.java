package dev.vedette.resp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.config.RespSettings;
import dev.vedette.resp.acl.AclLog;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.command.CommandTable;
import dev.vedette.resp.pubsub.Channels;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final boolean SAME_HOST = true;
  private static final boolean OTHER_HOST = false;

  private static Sessions sessions(UnaryOperator<RespSettings.Builder> change) {
    RespSettings settings = RespSettings.of(change);
    AclUsers users = AclUsers.from(settings, CommandTable.sentinel());
    RespCounters counters = new RespCounters();
    AclLog log = new AclLog(10, () -> 0);
    return new Sessions(
        settings,
        users,
        new Channels(),
        counters,
        new CommandDispatcher(CommandTable.sentinel(), users, log, counters));
  }

  @Test
  void a_sentinel_is_open_to_all_hosts_by_default() {
    assertThat(sessions(settings -> settings).admit(OTHER_HOST)).isNull();
  }

  @Test
  void protected_mode_serves_only_this_host_while_nothing_protects_the_port() {
    Sessions open = sessions(settings -> settings.protectedMode(true));
    assertThat(open.admit(SAME_HOST)).isNull();
    assertThat(open.admit(OTHER_HOST))
        .startsWith("-DENIED ")
        .endsWith("\r\n")
        .contains("protected-mode no");
    assertThat(open.counters().rejectedConnections()).isOne();
    assertThat(open.counters().connections()).isOne();
  }

  @Test
  void protected_mode_does_nothing_when_a_password_or_an_address_is_configured() {
    assertThat(sessions(s -> s.protectedMode(true).requirePass("secret")).admit(OTHER_HOST))
        .isNull();
    assertThat(sessions(s -> s.protectedMode(true).bind(List.of("192.0.2.1"))).admit(OTHER_HOST))
        .isNull();
  }

  @Test
  void a_connection_that_was_never_served_makes_room_again() {
    Sessions one = sessions(settings -> settings.maxClients(1));
    assertThat(one.admit(SAME_HOST)).isNull();
    assertThat(one.admit(SAME_HOST)).isEqualTo("-ERR max number of clients reached\r\n");
    one.abandoned();
    assertThat(one.admit(SAME_HOST)).isNull();
  }

  @Test
  void short_of_memory_only_peers_and_operators_of_whom_there_are_few_get_in() {
    Sessions sessions = sessions(settings -> settings.maxClients(1_000));
    sessions.sparingWhile(() -> true);

    for (int client = 0; client < 64; client++) {
      assertThat(sessions.admit(SAME_HOST)).isNull();
    }

    assertThat(sessions.admit(SAME_HOST)).startsWith("-ERR Vedette is short of memory");
    sessions.sparingWhile(() -> false);
    assertThat(sessions.admit(SAME_HOST)).isNull();
  }
}
