package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class TakenPortTest {

  @Test
  void is_found_among_the_causes_of_a_failure() {
    Throwable failure = new IllegalStateException(new PortInUseException(8080));

    assertThat(TakenPort.of(failure)).isEqualTo(new TakenPort(8080));
    assertThat(TakenPort.of(new IllegalStateException("something else"))).isNull();
  }

  @Test
  void is_free_when_nobody_listens_any_more_and_asking_disturbs_nobody() throws IOException {
    TakenPort port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = new TakenPort(other.getLocalPort());
      assertThat(port.isFree(null)).isFalse();
      assertThat(port.isFree("127.0.0.1")).isFalse();
      assertThat(port.isFree("0.0.0.0")).isFalse();
    }

    assertThat(port.isFree(null)).isTrue();
    try (ServerSocket again =
        new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }
}
