package dev.vedette.resp.acl;

import dev.vedette.resp.acl.AclUser.RuleRefused;
import dev.vedette.resp.codec.ByteText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file that {@code aclfile} names: one {@code user} line for each user, no comments. */
public final class AclFile {
  private final Path path;
  private final AclUsers users;

  /** A file for those users. */
  public AclFile(Path path, AclUsers users) {
    this.path = path;
    this.users = users;
  }

  /**
   * Replaces the users by those of the file, or changes nothing.
   *
   * @throws IOException when the file cannot be read or has an error; the message lists all errors
   *     with their lines
   */
  public void load() throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "Error loading ACLs, opening file '" + path + "': No such file or directory", e);
    } catch (IOException e) {
      throw new IOException(
          "Error loading ACLs, opening file '" + path + "': " + e.getMessage(), e);
    }
    Map<String, AclUser> loaded = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String error = loadLine(AclUsers.words(lines.get(i)), i + 1, loaded);
      if (error != null) {
        errors.add(error);
      }
    }
    if (!errors.isEmpty()) {
      throw new IOException(
          String.join(" ", errors)
              + " WARNING: ACL errors detected, no change to the previously active ACL rules was performed");
    }
    users.replaceAll(loaded);
  }

  private @Nullable String loadLine(List<String> words, int number, Map<String, AclUser> loaded) {
    String place = path + ":" + number;
    if (words.isEmpty()) {
      return null;
    }
    if (!words.getFirst().equals("user") || words.size() < 2) {
      return place + " should start with user keyword followed by the username.";
    }
    String name = words.get(1);
    if (AclUser.hasBlanks(name)) {
      return place + ": username '" + ByteText.decode(name) + "' contains invalid characters.";
    }
    if (loaded.containsKey(name)) {
      return "WARNING: Duplicate user '"
          + ByteText.decode(name)
          + "' found on line "
          + number
          + ".";
    }
    try {
      loaded.put(name, users.create(name).with(words.subList(2, words.size())));
      return null;
    } catch (RuleRefused e) {
      // Only names of commands are repeated: another rule may be a password.
      boolean namesCommand = e.rule().startsWith("+") || e.rule().startsWith("-");
      return namesCommand
          ? place + ": Error in applying operation '" + e.rule() + "': " + e.reason() + "."
          : place + ": " + e.reason() + ".";
    }
  }

  /**
   * Writes all users, by way of a temporary file, so that the file is never half written.
   *
   * @throws IOException when it cannot be written; the old file is as it was
   */
  public void save() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, path.getFileName() + ".tmp-", null);
    try {
      StringBuilder text = new StringBuilder();
      users
          .all()
          .forEach(user ->
              text.append("user ")
                  .append(user.name())
                  .append(' ')
                  .append(user.describe())
                  .append('\n'));
      Files.write(temporary, text.toString().getBytes(StandardCharsets.ISO_8859_1));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
