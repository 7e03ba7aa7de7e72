package dev.vedette.notify.channel.email;

import dev.vedette.notify.channel.DeliveryResult;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;

/**
 * What an SMTP server meant (RFC 5321, 4.2.1): codes from 500 on are final, those from 400 on ask
 * for patience. Recipients are judged one by one: the server may take some and refuse others.
 */
final class SmtpFailure {

  private SmtpFailure() {}

  static DeliveryResult result(MailException failure, List<InternetAddress> recipients) {
    if (failure instanceof MailParseException || failure instanceof MailPreparationException) {
      return new DeliveryResult.Rejected("the mail cannot be written: " + oneLine(failure));
    }
    MessagingException cause = cause(failure);
    if (cause instanceof SendFailedException sending) {
      return judge(sending, recipients);
    }
    // No connection, no TLS, no login: all of that can be repaired at the other end.
    return new DeliveryResult.Retry(oneLine(cause == null ? failure : cause));
  }

  private static @Nullable MessagingException cause(MailException failure) {
    if (failure instanceof MailSendException sending) {
      for (Exception exception : sending.getMessageExceptions()) {
        if (exception instanceof MessagingException messaging) {
          return messaging;
        }
      }
    }
    return failure.getCause() instanceof MessagingException messaging ? messaging : null;
  }

  private static DeliveryResult judge(
      SendFailedException failure, List<InternetAddress> recipients) {
    Map<String, String> refused = new LinkedHashMap<>();
    int messageCode = 0;
    for (Exception next = failure; next instanceof MessagingException messaging; ) {
      if (messaging instanceof SMTPAddressFailedException address
          && address.getReturnCode() >= 500) {
        refused.put(address.getAddress().getAddress(), oneLine(address));
      } else if (messaging instanceof SMTPSendFailedException whole) {
        messageCode = Math.max(messageCode, whole.getReturnCode());
      }
      next = messaging.getNextException();
    }
    List<String> sent = addresses(failure.getValidSentAddresses());
    List<String> left = new ArrayList<>();
    for (InternetAddress recipient : recipients) {
      String address = recipient.getAddress();
      if (!sent.contains(address) && !refused.containsKey(address)) {
        left.add(address);
      }
    }
    if (left.isEmpty()) {
      String error = "refused: " + refused;
      return sent.isEmpty()
          ? new DeliveryResult.Rejected(error)
          : new DeliveryResult.Delivered("accepted for " + sent, error);
    }
    return messageCode >= 500 && sent.isEmpty()
        ? new DeliveryResult.Rejected(oneLine(failure))
        : new DeliveryResult.Retry(oneLine(failure), null, String.join(" ", left));
  }

  private static List<String> addresses(Address @Nullable [] addresses) {
    return addresses == null
        ? List.of()
        : List.of(addresses).stream()
            .map(address -> ((InternetAddress) address).getAddress())
            .collect(Collectors.toList());
  }

  private static String oneLine(Throwable e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
