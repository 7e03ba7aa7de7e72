package dev.vedette.config;

/** A line that cannot be split into words, or a word that is no text. */
final class MalformedLineException extends Exception {

  MalformedLineException(String message) {
    super(message);
  }
}
