package dev.vedette.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.transport.DialException.Reason;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when no connection can be made, whoever made the system's call. */
class DialExceptionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection refused                                                       | connection refused                  | REFUSED
          finishConnect(..) failed with error(-111): Connection refused: /10.0.0.1:6379 | connection refused             | REFUSED
          connect(..) failed with error(-101): Network is unreachable: /10.0.0.1:6379 | Network is unreachable           | UNREACHABLE
          connect(..) failed with error(-22): Invalid argument: redis/10.0.0.1:1   | cannot connect: Invalid argument    | FAILED
          """)
  void says_why_nobody_could_be_reached(String system, String message, Reason reason) {
    var why = DialException.ofConnect(new ConnectException(system), TIMEOUT);

    assertThat(why).hasMessage(message);
    assertThat(why.reason()).isEqualTo(reason);
  }

  @Test
  void names_the_limit_when_no_socket_is_left() {
    var natively =
        new ChannelException(
            new IOException("newSocketStream(..) failed with error(-24): Too many open files"));
    var byJdk =
        new ChannelException(
            "Failed to open a socket.", new SocketException("Too many open files"));

    assertThat(DialException.withoutSocket(natively))
        .hasMessageContaining("ulimit -n")
        .extracting(DialException::reason)
        .isEqualTo(Reason.NO_DESCRIPTOR);
    assertThat(DialException.withoutSocket(byJdk).reason()).isEqualTo(Reason.NO_DESCRIPTOR);
    assertThat(DialException.withoutSocket(new ChannelException("no such family")))
        .hasMessage("cannot connect: no such family");
  }

  @ParameterizedTest
  @CsvSource({"959, 1024, false", "960, 1024, true", "191, 256, false", "192, 256, true"})
  void keeps_the_last_descriptors_for_the_state_and_for_clients(
      int number, long limit, boolean last) {
    assertThat(Descriptors.isAmongTheLast(number, limit)).isEqualTo(last);
  }
}
