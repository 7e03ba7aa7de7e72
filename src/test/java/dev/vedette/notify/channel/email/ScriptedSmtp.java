package dev.vedette.notify.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An SMTP server that refuses whom the test says. */
final class ScriptedSmtp implements AutoCloseable {

  private final ServerSocket listening;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private volatile boolean hanging;

  ScriptedSmtp() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Answers RCPT TO of that address with that reply, null for yes. */
  void refuse(String address, @Nullable String reply) {
    if (reply == null) {
      refusals.remove(address);
    } else {
      refusals.put(address, reply);
    }
  }

  /** Says nothing at all from now on. */
  void hang() {
    hanging = true;
  }

  /** Who got a mail, in order. */
  List<String> accepted() {
    return accepted;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        Writer out =
            new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
      if (hanging) {
        in.readLine();
        return;
      }
      say(out, "220 scripted");
      List<String> recipients = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "RCPT" -> {
            String address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            String refusal = refusals.get(address);
            if (refusal == null) {
              recipients.add(address);
            }
            say(out, refusal == null ? "250 ok" : refusal);
          }
          case "DATA" -> {
            say(out, "354 go");
            while (!".".equals(in.readLine())) {
              // the mail
            }
            accepted.addAll(recipients);
            recipients.clear();
            say(out, "250 queued");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
