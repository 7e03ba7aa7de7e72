package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.Templates;
import dev.vedette.notify.channel.Templates.Escaping;
import dev.vedette.notify.channel.email.EmailChannel;
import dev.vedette.notify.settings.NotifyProperties.EmailProperties;
import dev.vedette.notify.settings.NotifyProperties.Starttls;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Checks and builds mail channels. */
final class EmailChannels {

  private final SslBundles ssl;
  private final Supplier<@Nullable JavaMailSender> shared;

  /**
   * With these helpers.
   *
   * @param shared the sender of {@code spring.mail}, null when there is none
   */
  EmailChannels(SslBundles ssl, Supplier<@Nullable JavaMailSender> shared) {
    this.ssl = ssl;
    this.shared = shared;
  }

  Channel channel(String name, EmailProperties p, Check check) {
    check.that(!p.to().isEmpty(), "to", "is empty; name at least one recipient");
    List<InternetAddress> to = new ArrayList<>();
    for (int i = 0; i < p.to().size(); i++) {
      to.add(check.at("to", i).read(p.to().get(i), EmailChannels::address));
    }
    String from = check.required(p.from(), "from", "name the sender");
    String replyTo = p.replyTo();
    EmailChannel.Envelope envelope =
        new EmailChannel.Envelope(
            check.at("from").read(from, EmailChannels::address),
            to,
            replyTo == null ? null : check.at("reply-to").read(replyTo, EmailChannels::address));
    EmailChannel.Texts texts =
        new EmailChannel.Texts(
            check.read(
                Objects.requireNonNullElseGet(p.subject(), () -> builtIn("subject")),
                "subject",
                text -> Templates.compile(text, Escaping.NONE)),
            check.read(
                text(p.textTemplate(), "text", check),
                "text-template",
                text -> Templates.compile(text, Escaping.NONE)),
            check.read(
                text(p.htmlTemplate(), "html", check),
                "html-template",
                text -> Templates.compile(text, Escaping.HTML)));
    String host = p.host();
    if (host != null) {
      String server = host + ":" + p.port();
      return new EmailChannel(name, sender(host, p, check), server, envelope, texts);
    }
    JavaMailSender present = shared.get();
    if (present == null) {
      throw check.wrong("host", "is missing, and there is no spring.mail.host to use instead");
    }
    return new EmailChannel(name, present, "the server of spring.mail", envelope, texts);
  }

  private static String text(@Nullable Path file, String name, Check check) {
    return file == null ? builtIn(name) : check.text(file, name + "-template");
  }

  private static InternetAddress address(String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length != 1 || parsed[0].getAddress().indexOf('@') < 0) {
        throw new IllegalArgumentException(
            "is not one mail address, such as Ops <ops@example.org>");
      }
      // Again by its parts: so that a name beyond ASCII is encoded when it is sent.
      return new InternetAddress(
          parsed[0].getAddress(), parsed[0].getPersonal(), StandardCharsets.UTF_8.name());
    } catch (AddressException e) {
      throw new IllegalArgumentException("is not a mail address: " + e.getMessage(), e);
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has UTF-8", e);
    }
  }

  private JavaMailSenderImpl sender(String host, EmailProperties p, Check check) {
    check.that(p.port() >= 1 && p.port() <= 65535, "port", "must be between 1 and 65535");
    check.that(
        !p.tls() || p.starttls() != Starttls.OPPORTUNISTIC,
        "starttls",
        "must be off when tls is true");
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(host);
    sender.setPort(p.port());
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    if (p.username() != null) {
      sender.setUsername(p.username());
      sender.setPassword(Objects.requireNonNullElse(p.password(), ""));
    }
    sender.setJavaMailProperties(smtp(p, ChannelCompiler.tls(ssl, p.sslBundle(), check)));
    return sender;
  }

  private static Properties smtp(EmailProperties p, @Nullable SSLContext tls) {
    Properties smtp = new Properties();
    smtp.put("mail.smtp.auth", Boolean.toString(p.username() != null));
    smtp.put("mail.smtp.ssl.enable", Boolean.toString(p.tls()));
    boolean starttls = !p.tls() && p.starttls() != Starttls.OFF;
    smtp.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    smtp.put(
        "mail.smtp.starttls.required",
        Boolean.toString(!p.tls() && p.starttls() == Starttls.REQUIRED));
    smtp.put("mail.smtp.ssl.checkserveridentity", "true");
    // One refused recipient must not keep the mail from the others.
    smtp.put("mail.smtp.sendpartial", "true");
    Duration part = p.timeout().dividedBy(2);
    String millis = Long.toString(Math.max(1, part.toMillis()));
    smtp.put("mail.smtp.connectiontimeout", millis);
    smtp.put("mail.smtp.timeout", millis);
    smtp.put("mail.smtp.writetimeout", millis);
    if (tls != null) {
      smtp.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    }
    return smtp;
  }

  private static String builtIn(String name) {
    String resource = "/dev/vedette/notify/email/" + name + ".mustache";
    try (InputStream in = EmailChannels.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
