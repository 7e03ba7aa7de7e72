package dev.vedette;

import dev.vedette.config.DurableStateFile;
import dev.vedette.config.RespSettings;
import dev.vedette.config.VedetteSettings;
import dev.vedette.engine.Engine;
import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.ProcessControl;
import dev.vedette.resp.RespServer;
import dev.vedette.resp.acl.AclListener;
import dev.vedette.resp.handler.ServerIdentity;
import dev.vedette.resp.sentinel.SentinelCommands;
import dev.vedette.resp.sentinel.VedetteSection;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.transport.Descriptors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the protocol server together with what it needs of the engine. */
final class SentinelPort {

  private static final Logger LOG = LoggerFactory.getLogger(SentinelPort.class);

  private SentinelPort() {}

  static RespServer of(
      VedetteSettings settings,
      DurableStateFile stateFile,
      Engine engine,
      PendingScripts scripts,
      LogControl log,
      ProcessControl process) {
    RespServer.Builder builder =
        RespServer.builder(withRoom(settings))
            .identity(
                ServerIdentity.of(Vedette.version(), Objects.toString(settings.configFile(), null)))
            .helloListener(payload -> hello(engine, payload))
            .shutdownListener(mode -> process.shutdown())
            .aclListener(savedIn(stateFile));
    SentinelCommands.plugIn(builder, engine, scripts, log, settings.workingDirectory());
    builder.infoSection(new VedetteSection(engine, process));
    RespServer server = builder.build();
    engine.addListener(published -> publish(server, published.event()), 0);
    return server;
  }

  private static RespSettings withRoom(VedetteSettings settings) {
    FileDescriptors.Fit fit =
        FileDescriptors.fit(settings.resp(), settings.state(), Descriptors.limit());
    if (fit.complaint() != null) {
      LOG.warn("{}", fit.complaint());
    }
    return fit.port();
  }

  /** A hello is answered as soon as it has arrived; a malformed one is counted by the sentinel. */
  private static void hello(Engine engine, String payload) {
    CompletableFuture<Answer> _ = engine.request(new Request.PeerHello(payload), Runnable::run);
  }

  /** Events of level debug are only logged, as in Redis. */
  private static void publish(RespServer server, Event event) {
    switch (event.level()) {
      case WARNING, NOTICE, VERBOSE -> {
        int _ = server.publish(event.type().wireName(), event.payload());
      }
      case DEBUG -> {}
    }
  }

  /** Users that were changed by a command are written with the next change of the state. */
  private static AclListener savedIn(DurableStateFile stateFile) {
    return new AclListener() {
      @Override
      public void usersChanged(List<String> userLines) {
        stateFile.serverLines(
            "user",
            userLines.stream()
                .map(line -> Arrays.asList(line.split(" ", -1)))
                .map(SentinelPort::withoutUser)
                .toList());
      }
    };
  }

  private static List<String> withoutUser(List<String> words) {
    return words.getFirst().equals("user") ? words.subList(1, words.size()) : words;
  }
}
