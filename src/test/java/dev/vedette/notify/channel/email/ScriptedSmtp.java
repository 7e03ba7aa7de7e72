package dev.vedette.notify.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that refuses whom the test says, and may want encryption and a login. It takes the
 * user {@code vedette} with the password {@code geheim}.
 */
final class ScriptedSmtp implements AutoCloseable {

  private final ServerSocket listening;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final List<String> sessions = new CopyOnWriteArrayList<>();
  private final @Nullable SSLContext tls;
  private final boolean secureFromStart;
  private volatile boolean hanging;
  private volatile boolean wantsLogin;

  ScriptedSmtp() throws IOException {
    this(null, false);
  }

  /**
   * With TLS.
   *
   * @param tls null for a server that cannot
   * @param secureFromStart whether it is used from the beginning, and not only after STARTTLS
   */
  ScriptedSmtp(@Nullable SSLContext tls, boolean secureFromStart) throws IOException {
    this.tls = tls;
    this.secureFromStart = secureFromStart;
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

  /** Takes mails only from those who logged in. */
  void wantLogin() {
    wantsLogin = true;
  }

  /** How each mail came: {@code plain} or {@code tls}, with {@code +login} or without. */
  List<String> sessions() {
    return sessions;
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
    try (socket) {
      if (hanging) {
        int _ = socket.getInputStream().read();
        return;
      }
      Socket talking = secureFromStart ? secured(socket) : socket;
      say(talking.getOutputStream(), "220 scripted");
      converse(talking, secureFromStart);
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            Objects.requireNonNull(tls).getSocketFactory().createSocket(socket, null, 0, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  private void converse(Socket socket, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = socket.getOutputStream();
    List<String> recipients = new ArrayList<>();
    boolean loggedIn = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> {
          say(out, "250-scripted");
          if (tls != null && !secure) {
            say(out, "250-STARTTLS");
          }
          say(out, wantsLogin ? "250 AUTH PLAIN" : "250 8BITMIME");
        }
        case "STARTTLS" -> {
          say(out, "220 go");
          converse(secured(socket), true);
          return;
        }
        case "AUTH" -> {
          loggedIn = areRight(line.substring("AUTH PLAIN ".length()));
          say(out, loggedIn ? "235 welcome" : "535 wrong user or password");
        }
        case "MAIL" -> say(out, wantsLogin && !loggedIn ? "530 log in first" : "250 ok");
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
          sessions.add((secure ? "tls" : "plain") + (loggedIn ? "+login" : ""));
          say(out, "250 queued");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 ok");
      }
    }
  }

  /** Whom to act for, which may be left out, user and password (RFC 4616). */
  private static boolean areRight(String credentials) {
    String plain = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    return plain.endsWith("\0vedette\0geheim");
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
