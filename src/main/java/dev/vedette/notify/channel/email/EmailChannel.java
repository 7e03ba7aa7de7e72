package dev.vedette.notify.channel.email;

import com.samskivert.mustache.Template;
import dev.vedette.notify.alert.FleetIds;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.Templates;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends one mail per message, as text and HTML, to all recipients. All mails of a failover are one
 * thread: the one that tells {@code +try-failover} has an id that the others refer to. A mail that
 * is sent twice has the same {@code Message-ID}.
 */
public final class EmailChannel implements Channel {

  private static final Logger log = LoggerFactory.getLogger(EmailChannel.class);
  private static final int MAX_SUBJECT = 200;

  /** RFC 5322, 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  /**
   * What a mail looks like.
   *
   * @param from the sender
   * @param to the recipients, at least one
   * @param replyTo where answers go, null for the sender
   */
  public record Envelope(
      InternetAddress from, List<InternetAddress> to, @Nullable InternetAddress replyTo) {
    public Envelope {
      to = List.copyOf(to);
    }
  }

  /** The three templates. */
  public record Texts(Template subject, Template text, Template html) {}

  private final String name;
  private final JavaMailSender sender;
  private final String server;
  private final Envelope envelope;
  private final Texts texts;

  /**
   * Sends through that server.
   *
   * @param server its name, for people
   */
  public EmailChannel(
      String name, JavaMailSender sender, String server, Envelope envelope, Texts texts) {
    this.name = name;
    this.sender = sender;
    this.server = server;
    this.envelope = envelope;
    this.texts = texts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "email";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) throws MessagingException {
    List<InternetAddress> recipients = recipients(attempt.progress());
    MimeMessage mail = mail(attempt.notification(), recipients);
    try {
      sender.send(mail);
      return new DeliveryResult.Delivered("accepted by " + server);
    } catch (MailException e) {
      DeliveryResult result = SmtpFailure.result(e, recipients);
      log.debug("Mail not sent: channel={} result={}", name, result, e);
      return result;
    }
  }

  private List<InternetAddress> recipients(@Nullable String progress) {
    if (progress == null) {
      return envelope.to();
    }
    List<String> left = Arrays.asList(progress.split(" ", -1));
    List<InternetAddress> recipients =
        envelope.to().stream().filter(address -> left.contains(address.getAddress())).toList();
    // Recipients that were taken out of the settings since get nothing; nobody is not an option.
    return recipients.isEmpty() ? envelope.to() : recipients;
  }

  private MimeMessage mail(Notification notification, List<InternetAddress> recipients)
      throws MessagingException {
    MimeMessage mail = sender.createMimeMessage();
    MimeMessageHelper helper =
        new MimeMessageHelper(
            mail, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
    helper.setFrom(envelope.from());
    helper.setTo(recipients.toArray(InternetAddress[]::new));
    if (envelope.replyTo() != null) {
      helper.setReplyTo(envelope.replyTo());
    }
    helper.setSubject(subject(notification));
    mail.setHeader(
        "Date",
        DATE.format(Instant.ofEpochMilli(notification.createdMillis()).atOffset(ZoneOffset.UTC)));
    helper.setText(
        Templates.render(texts.text(), notification), Templates.render(texts.html(), notification));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Vedette-Id", notification.id());
    mail.setHeader(
        "X-Vedette-Events",
        notification.items().stream()
            .map(item -> item.alert().event() + ";sequence=" + item.alert().sequence())
            .limit(20)
            .collect(Collectors.joining(", ")));
    thread(mail, notification);
    return mail;
  }

  private void thread(MimeMessage mail, Notification notification) throws MessagingException {
    String address = envelope.from().getAddress();
    String domain = address.substring(address.indexOf('@') + 1);
    String failover = notification.failover();
    if (failover == null) {
      mail.setHeader("Message-ID", messageId(notification, domain));
      return;
    }
    String root = "<failover." + FleetIds.digest(List.of(failover)) + "@" + domain + ">";
    boolean first =
        notification.items().stream()
            .anyMatch(item -> item.alert().event().equals("+try-failover"));
    mail.setHeader("Message-ID", first ? root : messageId(notification, domain));
    if (!first) {
      mail.setHeader("In-Reply-To", root);
      mail.setHeader("References", root);
    }
  }

  private String messageId(Notification notification, String domain) {
    return "<" + notification.id() + "." + FleetIds.digest(List.of(name)) + "@" + domain + ">";
  }

  private String subject(Notification notification) {
    String subject =
        Templates.render(texts.subject(), notification).replaceAll("\\s+", " ").strip();
    return subject.length() <= MAX_SUBJECT ? subject : subject.substring(0, MAX_SUBJECT - 1) + "…";
  }

  @Override
  public String preview(Notification notification) {
    return "To: "
        + envelope.to().stream()
            .map(InternetAddress::toUnicodeString)
            .collect(Collectors.joining(", "))
        + "\nSubject: "
        + subject(notification)
        + "\n\n"
        + Templates.render(texts.text(), notification)
        + "\n--- HTML ---\n"
        + Templates.render(texts.html(), notification);
  }

  @Override
  public String target() {
    return envelope.to().stream()
            .map(InternetAddress::toUnicodeString)
            .collect(Collectors.joining(", "))
        + " through "
        + server;
  }
}
