package dev.vedette.notify.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.vedette.notify.Alerts;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.settings.TestChannels;
import dev.vedette.sentinel.event.Event.Role;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest {

  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void sends_text_and_html_to_all_recipients_with_names_beyond_ascii() throws Exception {
    var channel = channel(port(), "Jürgen Groß <ops@example.org>", "second@example.org");

    var result = deliver(channel, Alerts.notification("r", Alerts.of("+odown", "größe")), null);

    assertThat(result).isInstanceOf(Delivered.class);
    var mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2); // one for each recipient
    assertThat(mails[0].getSubject()).startsWith("[Vedette] größe: master größe (127.0.0.1:6379)");
    assertThat(mails[0].getRecipients(RecipientType.TO)[0].toString())
        .contains("=?UTF-8?Q?J=C3=BCrgen_Gro=C3=9F?=");
    assertThat(text(mails[0], 0)).contains("+odown master größe 127.0.0.1 6379", "sequence ");
    assertThat(text(mails[0], 0)).containsPattern("time \\d{13} ms");
    assertThat(text(mails[0], 1)).contains("<h2", "größe");
  }

  @Test
  void the_mails_of_a_failover_are_one_thread() throws Exception {
    var channel = channel(port(), "ops@example.org");
    for (String event : new String[] {"+try-failover", "+promoted-slave", "+failover-end"}) {
      deliver(
          channel, Alerts.notification("r", Alerts.of(event, "m", null, Role.LEADER, "m/7")), null);
    }

    var mails = server.getReceivedMessages();
    String root = mails[0].getMessageID();
    assertThat(mails[0].getHeader("In-Reply-To")).isNull();
    assertThat(mails[1].getHeader("In-Reply-To")).containsExactly(root);
    assertThat(mails[2].getHeader("References")).containsExactly(root);
    assertThat(mails[1].getMessageID()).isNotEqualTo(mails[2].getMessageID());
  }

  @Test
  void a_mail_that_is_sent_twice_has_the_same_id() throws Exception {
    var channel = channel(port(), "ops@example.org");
    var message = Alerts.notification("r", Alerts.of("+odown", "m"));
    deliver(channel, message, null);
    deliver(channel, message, null);

    var mails = server.getReceivedMessages();
    assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID());
    assertThat(mails[0].getHeader("X-Vedette-Id")).containsExactly(message.id());
  }

  @Test
  void a_group_is_a_digest() throws Exception {
    deliver(
        channel(port(), "ops@example.org"),
        Alerts.notification(
            "r", Alerts.of("+sdown", "m"), Alerts.of("+odown", "m"), Alerts.of("-odown", "m")),
        null);

    var mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).endsWith("(and 2 more)");
    assertThat(text(mail, 0))
        .containsSubsequence("+sdown", "+odown", "-odown")
        .doesNotContain("did not fit");
    assertThat(text(mail, 1)).doesNotContain("did not fit");
  }

  @Test
  void markup_in_names_does_nothing() throws Exception {
    deliver(
        channel(port(), "ops@example.org"),
        Alerts.notification("r", Alerts.of("+odown", "<script>")),
        null);

    assertThat(text(server.getReceivedMessages()[0], 1))
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void a_server_that_is_not_there_is_tried_again() throws Exception {
    int port = port();
    server.stop();

    assertThat(deliver(channel(port, "ops@example.org"), message(), null))
        .isInstanceOf(Retry.class);
  }

  @Test
  void one_refused_recipient_does_not_keep_the_mail_from_the_others() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      smtp.refuse("bad@example.org", "550 no such user");
      var channel = channel(smtp.port(), "good@example.org", "bad@example.org");

      var result = deliver(channel, message(), null);

      assertThat(result)
          .isInstanceOfSatisfying(
              Delivered.class,
              delivered -> assertThat(delivered.warning()).contains("bad@example.org", "550"));
      assertThat(smtp.accepted()).containsExactly("good@example.org");
    }
  }

  @Test
  void only_a_recipient_that_was_put_off_is_tried_again() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      smtp.refuse("later@example.org", "451 greylisted");
      var channel = channel(smtp.port(), "good@example.org", "later@example.org");

      var first = (Retry) deliver(channel, message(), null);
      assertThat(first.progress()).isEqualTo("later@example.org");
      smtp.refuse("later@example.org", null);
      assertThat(deliver(channel, message(), first.progress())).isInstanceOf(Delivered.class);

      assertThat(smtp.accepted()).containsExactly("good@example.org", "later@example.org");
    }
  }

  @Test
  void a_mail_that_all_refuse_is_given_up() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      smtp.refuse("bad@example.org", "550 no such user");

      assertThat(deliver(channel(smtp.port(), "bad@example.org"), message(), null))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.error()).contains("550"));
    }
  }

  @Test
  void a_slow_server_is_given_up_after_the_time_limit() throws Exception {
    try (var smtp = new ScriptedSmtp()) {
      smtp.hang();

      assertThat(deliver(channel(smtp.port(), "ops@example.org"), message(), null))
          .isInstanceOf(Retry.class);
    }
  }

  @Test
  void what_would_be_sent_can_be_seen() {
    assertThat(channel(1, "ops@example.org").preview(message()))
        .contains("To: ops@example.org", "Subject: [Vedette] m:", "--- HTML ---");
  }

  private int port() {
    return server.getSmtp().getPort();
  }

  private static Channel channel(int port, String... to) {
    return TestChannels.email("mail", port, to);
  }

  private static DeliveryResult deliver(
      Channel channel, Notification message, @Nullable String progress) throws Exception {
    return channel.deliver(new Channel.Attempt(message, 1, progress));
  }

  private static Notification message() {
    return Alerts.notification("r", Alerts.of("+odown", "m"));
  }

  private static String text(MimeMessage mail, int part) throws Exception {
    var related = (MimeMultipart) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    var alternative = (MimeMultipart) related.getBodyPart(0).getContent();
    return (String) alternative.getBodyPart(part).getContent();
  }
}
